import { diagnosticToJson, formatDiagnostics } from '../../definition/code-frame.ts';
import { FormulaError, FormulaEvaluationError, UsageError } from '../../errors.ts';
import { type Explanation, explainFormula, FUNCTIONS, OPTIONAL_FUNCTIONS } from '../../formula/index.ts';
import type { Diagnostic } from '../../model/diagnostics.ts';
import type { Value } from '../../model/value.ts';
import { stringifyJson } from '../../values/json.ts';
import { nearest } from '../../values/nearest.ts';
import { isNumber, numberToText } from '../../values/number.ts';
import type { EvaluationContext } from '../../values/scope.ts';
import { defineCommand } from '../command.ts';
import { type EvalInputs, readEvalInputs, scopeOfInputs } from '../eval-inputs.ts';
import { exitCodeOfError } from '../exit-codes.ts';
import { type CliIo, painter, printLine } from '../io.ts';
import { tableLines } from '../table.ts';

/** What diagnostics call the text of the command line. */
const FILE = 'formula';

export const command = defineCommand({
  usage: ['eval FORMULA [options]'],
  description: [
    'Evaluates a formula as a flow would. The text of an input shows its type: a number, true or false,',
    'a date or time as in 2026-01-31T10:00:00Z, JSON, else text; or write it: --input name:Type=value.',
    'Write -- before a formula that begins with a minus.',
  ].join('\n'),
  options: {
    input: { type: 'string', short: 'i', multiple: true, value: 'NAME=VALUE', summary: 'a value for the formula' },
    explain: { type: 'boolean', summary: 'show the type and the value of every part' },
    'null-as-zero': { type: 'boolean', summary: 'null numbers count as 0; flows keep them null' },
    'optional-functions': { type: 'boolean', summary: 'also functions that orgs do not have: IFS, IFERROR, LIKE' },
    'time-zone': { type: 'string', value: 'ZONE', summary: "the user's time zone (default: that of this machine)" },
    locale: { type: 'string', value: 'TAG', summary: "the user's locale (default: that of this machine)" },
  },
  positionals: { min: 1, max: 1 },
  examples: [
    { line: `flowrun eval 'ROUND(price * 1.19, 2)' --input price=19.99`, does: 'one formula' },
    { line: `flowrun eval 'IF(ISBLANK(name), "?", UPPER(name))' -i name:Text= --explain`, does: 'with every step' },
  ],
  async run({ positionals: [formula = ''], options, json }, io) {
    const context = contextOf(options['time-zone'], options.locale);
    const inputs = readEvalInputs(options.input, context.timeZone);
    const explained = explain(formula, inputs, context, {
      functions: options['optional-functions'] ? { ...FUNCTIONS, ...OPTIONAL_FUNCTIONS } : FUNCTIONS,
      nulls: options['null-as-zero'] ? 'zero' : 'blank',
    });
    if (explained instanceof FormulaError) {
      report(explained, formula, inputs, io, json);
      return exitCodeOfError(explained);
    }
    const { value, error } = explained;
    if (!json && options.explain) printSteps(explained, io);
    if (error !== undefined) throw new FormulaEvaluationError(error);
    if (json) printLine(io, asJson(explained, options.explain));
    else if (options.explain)
      printLine(io, `\n${painter(io.color)('bold', shown(value ?? null))}  ${explained.type.dataType}`);
    else printLine(io, typeof value === 'string' ? value : shown(value ?? null));
    return 0;
  },
});

function contextOf(timeZone: string | undefined, locale: string | undefined): EvaluationContext {
  const region = new Intl.DateTimeFormat().resolvedOptions();
  try {
    const options = timeZone === undefined ? {} : { timeZone };
    const zone = new Intl.DateTimeFormat('en-US', options).resolvedOptions().timeZone;
    return { at: Date.now(), timeZone: zone, locale: locale ?? region.locale };
  } catch {
    throw new UsageError(`there is no time zone ${timeZone}`, 'write an IANA name such as Europe/Berlin');
  }
}

/** The formula's own errors come back, for their code frames; others are thrown. */
function explain(
  formula: string,
  inputs: EvalInputs,
  context: EvaluationContext,
  options: Parameters<typeof explainFormula>[4],
): Explanation | FormulaError {
  try {
    return explainFormula(formula, scopeOfInputs(inputs), context, undefined, options);
  } catch (error) {
    if (error instanceof FormulaError) return error;
    throw error;
  }
}

function report(error: FormulaError, formula: string, inputs: EvalInputs, io: CliIo, json: boolean): void {
  const diagnostics = error.problems.map(({ message, start, end, suggestion, reference }): Diagnostic => {
    const hint = suggestion ?? (reference === undefined ? undefined : inputHint(reference, inputs));
    return {
      rule: reference === undefined ? 'formula-error' : 'unknown-reference',
      severity: 'error',
      message,
      file: FILE,
      place: { start, end },
      ...(hint === undefined ? {} : { suggestion: hint }),
    };
  });
  if (!json) {
    io.stderr.write(`${formatDiagnostics(diagnostics, () => formula, { color: io.errorColor })}\n`);
    return;
  }
  const { code, message } = error;
  const details = diagnostics.map((diagnostic) => diagnosticToJson(diagnostic, formula));
  printLine(io, JSON.stringify({ error: { code, message, diagnostics: details, exitCode: exitCodeOfError(error) } }));
}

function inputHint(reference: string, inputs: EvalInputs): string {
  const near = nearest(reference, Object.keys(inputs));
  return near === undefined ? `give it a value: --input ${reference}=…` : `did you mean ${near}?`;
}

/** A value as it would stand in a formula; objects are JSON. */
function shown(value: Value): string {
  if (isNumber(value)) return numberToText(value);
  return stringifyJson(value);
}

function printSteps({ steps }: Explanation, io: CliIo): void {
  const rows = steps.map(({ text, depth, kind, value, error }) => [
    `${'  '.repeat(depth)}${text}`,
    kind,
    error === undefined ? (value === undefined ? 'not needed' : shown(value)) : `error: ${error}`,
  ]);
  for (const line of tableLines(['part', 'type', 'value'], rows, painter(io.color))) printLine(io, line);
}

function asJson({ value, type, steps }: Explanation, explain: boolean): string {
  const result = { value: value ?? null, type: type.dataType };
  return stringifyJson(
    explain
      ? {
          ...result,
          steps: steps.map(({ text, start, end, kind, value: given, error }) => ({
            text,
            start,
            end,
            type: kind,
            evaluated: given !== undefined || error !== undefined,
            value: given ?? null,
          })),
        }
      : result,
  );
}
