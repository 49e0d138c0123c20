import type { Command, OptionSpec, OptionSpecs } from './command.ts';
import { COMMANDS, type CommandName } from './command-table.ts';
import { EXIT_CODES } from './exit-codes.ts';
import { type Paint, painter } from './io.ts';
import { GLOBAL_OPTIONS } from './parse-arguments.ts';

/** What `flowrun help <topic>` knows beside commands. */
export const TOPICS = {
  'exit-codes': { summary: 'what every exit code means', text: exitCodesHelp },
  environment: { summary: 'environment variables that flowrun reads', text: environmentHelp },
} as const satisfies Readonly<Record<string, { readonly summary: string; text(paint: Paint): string }>>;

const ENVIRONMENT: Readonly<Record<string, string>> = {
  'FLOWRUN_SECRET_<CREDENTIAL>_<PRINCIPAL>_<PARAMETER>': 'a secret, in capitals; comes before every other store',
  FLOWRUN_KEY: 'key of .flowrun/secrets.enc: 32 bytes as hexadecimal digits or Base64',
  HTTPS_PROXY: 'proxy of callouts: http://proxy.example.com:8080 (Node.js 22.21, 24.5 or newer)',
  NO_PROXY: 'hosts that are called without it, separated by commas',
  NO_COLOR: 'no colours, when set (no-color.org)',
  FORCE_COLOR: 'colours even when the output is no terminal; 0 turns them off',
  INK_SCREEN_READER: 'true makes screens speak to a screen reader instead of drawing boxes',
  NODE_EXTRA_CA_CERTS:
    'file of PEM certificates: authorities of your own, which servers of callouts may have theirs from',
  FLOWRUN_DEBUG: 'shows the stack trace of an error, for reports of defects',
};

/** Columns of running text. */
const WIDTH = 96;

/** `flowrun --help`. */
export function generalHelp(color: boolean): string {
  const paint = painter(color);
  return [
    'flowrun runs Salesforce screen flows that are written as YAML files.',
    '',
    paint('bold', 'Usage'),
    '  flowrun FILE [options]       the same as flowrun run FILE',
    '  flowrun <command> [options]',
    '',
    paint('bold', 'Commands'),
    ...rows(summaries(COMMANDS), paint),
    '',
    paint('bold', 'Options of every command'),
    ...optionRows(GLOBAL_OPTIONS, paint),
    '',
    paint('bold', 'More'),
    ...rows([['help <command>', 'options and examples of a command'], ...summaries(TOPICS, 'help ')], paint),
    '',
  ].join('\n');
}

/** `flowrun help <command>` and `flowrun <command> --help`. */
export function commandHelp(name: CommandName, command: Command, color: boolean): string {
  const paint = painter(color);
  const hasOptions = Object.keys(command.options).length > 0;
  return [
    `flowrun ${name}: ${COMMANDS[name].summary}`,
    '',
    paint('bold', 'Usage'),
    ...command.usage.map((line) => `  flowrun ${line}`),
    '',
    ...(command.description === undefined ? [] : [wrapped(command.description), '']),
    paint('bold', 'Options'),
    ...(hasOptions ? optionRows({ ...command.options, ...GLOBAL_OPTIONS }, paint) : optionRows(GLOBAL_OPTIONS, paint)),
    '',
    paint('bold', 'Examples'),
    ...command.examples.flatMap(({ line, does }) => [`  ${paint('dim', `# ${does}`)}`, `  ${line}`]),
    '',
  ].join('\n');
}

function exitCodesHelp(paint: Paint): string {
  return [paint('bold', 'Exit codes'), ...rows(Object.entries(EXIT_CODES), paint), ''].join('\n');
}

function environmentHelp(paint: Paint): string {
  return [paint('bold', 'Environment'), ...rows(Object.entries(ENVIRONMENT), paint), ''].join('\n');
}

function summaries(table: Readonly<Record<string, { readonly summary: string }>>, prefix = ''): [string, string][] {
  return Object.entries(table).map(([name, { summary }]) => [`${prefix}${name}`, summary]);
}

function optionRows(options: OptionSpecs, paint: Paint): string[] {
  return rows(
    Object.entries(options).map(([name, spec]) => [optionTitle(name, spec), spec.summary]),
    paint,
  );
}

function optionTitle(name: string, spec: OptionSpec): string {
  const short = spec.short === undefined ? '' : `-${spec.short}, `;
  return `${short}--${name}${spec.type === 'string' ? ` ${spec.value ?? 'VALUE'}` : ''}`;
}

/** Paragraphs (blank lines part them) as lines that fit. */
function wrapped(text: string): string {
  return text
    .split(/\n\s*\n/)
    .map((paragraph) =>
      // A list is not broken anew: each of its rows is indented.
      paragraph.split('\n').every((line) => line.startsWith('  ')) ? paragraph : filled(paragraph),
    )
    .join('\n\n');
}

function filled(paragraph: string): string {
  return paragraph
    .replace(/\s+/g, ' ')
    .replace(new RegExp(`(.{1,${WIDTH}})(?: |$)`, 'g'), '$1\n')
    .trimEnd();
}

/** Two columns; the first as wide as its longest cell. */
function rows(cells: readonly (readonly [string, string])[], paint: Paint): string[] {
  const width = Math.max(...cells.map(([left]) => left.length));
  return cells.map(([left, right]) => `  ${paint('cyan', left)}${' '.repeat(width - left.length + 3)}${right}`);
}
