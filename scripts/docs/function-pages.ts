import { FlowrunError } from '../../src/errors.ts';
import { type FormulaFunction, type Parameter, signatureOf } from '../../src/formula/functions/define-function.ts';
import { UNSUPPORTED_FUNCTIONS } from '../../src/formula/functions/unsupported.ts';
import { explainFormula, FUNCTIONS } from '../../src/formula/index.ts';
import { isNumber, numberToText } from '../../src/values/number.ts';

/** One page a formula function, with calls and what they give when the page is made. */
export function functionPages(): readonly [string, string][] {
  const names = Object.keys(FUNCTIONS).toSorted();
  const index = names.map((name) => `| [${name}](${name}.md) | ${FUNCTIONS[name]?.doc.replaceAll('|', '\\|')} |`);
  const without = Object.entries(UNSUPPORTED_FUNCTIONS).map(([name, why]) => `| ${name} | ${why} |`);
  return [
    [
      'docs/functions/README.md',
      `# Formula functions\n\n\`flowrun eval\` evaluates a formula, \`--explain\` shows each step.\n\n| function | what it gives |\n|---|---|\n${index.join('\n')}\n\n## Without a meaning here\n\n| function | why |\n|---|---|\n${without.join('\n')}\n`,
    ],
    ...names.flatMap((name): readonly [string, string][] => {
      const fn = FUNCTIONS[name];
      return fn ? [[`docs/functions/${name}.md`, page(name, fn)]] : [];
    }),
  ];
}

function page(name: string, fn: FormulaFunction): string {
  const parameters = [...fn.parameters, ...(fn.trailing ?? [])].map(
    ({ name: parameter, kinds, optional }) =>
      `| \`${parameter}\` | ${kinds.join(', ')} | ${optional ? 'may be left out' : ''} |`,
  );
  const table = parameters.length === 0 ? '' : `\n| parameter | takes | |\n|---|---|---|\n${parameters.join('\n')}\n`;
  const repeats =
    fn.repeats === undefined
      ? ''
      : `\nThe last ${fn.repeats === 1 ? 'parameter' : `${fn.repeats} parameters`} may come again.\n`;
  const barred = fn.notInFlows === undefined ? '' : `\nNot in flows: ${fn.notInFlows}.\n`;
  const gives = typeof fn.result === 'string' ? `\nGives: ${fn.result}. ${nullsOf(fn)}\n` : `\n${nullsOf(fn)}\n`;
  return `# ${name}\n\n\`${signatureOf(name, fn)}\`\n\n${fn.doc}\n${table}${repeats}${gives}${barred}${example(name, fn)}`;
}

function nullsOf(fn: FormulaFunction): string {
  if (!('evaluate' in fn)) return 'It decides itself which of its arguments are evaluated.';
  return fn.nulls === 'given' ? 'It is called with empty arguments, too.' : 'Empty where an argument is empty.';
}

/** Arguments that most functions take, by kind. */
const SAMPLES: Readonly<Record<string, string>> = {
  Text: "'Acme Corporation'",
  Number: '12.5',
  Date: 'DATE(2026, 1, 31)',
  DateTime: "DATETIMEVALUE('2026-01-31 10:20:30')",
  Time: "TIMEVALUE('10:20:30.000')",
  Boolean: 'TRUE',
  Any: "'Acme'",
};

/** A call that works, with its result: found by trying kinds, so that what stands there is true. */
function example(name: string, fn: FormulaFunction): string {
  const wanted = fn.parameters.filter(({ optional }) => optional !== true).concat(fn.trailing ?? []);
  for (const texts of candidates(wanted)) {
    const call = `${name}(${texts.join(', ')})`;
    const result = resultOf(call);
    if (result !== null) return `\n\`\`\`text\n${call}\n= ${result}\n\`\`\`\n`;
  }
  return '';
}

/** The first kind of each parameter, then small whole numbers for every number. */
function candidates(parameters: readonly Parameter[]): readonly (readonly string[])[] {
  const plain = parameters.map(({ kinds: [kind = 'Any'] }) => SAMPLES[kind] ?? SAMPLES.Any ?? '');
  return [plain, plain.map((text) => (text === '12.5' ? '2' : text))];
}

/** What depends on the moment has no place on a page. */
const MOMENTARY = /^(?:NOW|TODAY|TIMENOW|RAND)\b/;

function resultOf(call: string): string | null {
  if (MOMENTARY.test(call)) return null;
  try {
    const explained = explainFormula(
      call,
      { resolve: () => undefined },
      { at: Date.UTC(2026, 0, 31), timeZone: 'UTC', locale: 'en-US' },
    );
    const { value } = explained;
    if (value === undefined || value === null) return null;
    if (isNumber(value)) return numberToText(value);
    return typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
  } catch (error) {
    if (error instanceof FlowrunError) return null;
    throw error;
  }
}
