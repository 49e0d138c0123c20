import { parseArgs } from 'node:util';
import { UsageError } from '../errors.ts';
import { nearest } from '../values/nearest.ts';
import type { Command, CommandArguments, OptionSpec, OptionSpecs } from './command.ts';

/** Options that every command has. */
export const GLOBAL_OPTIONS = {
  json: { type: 'boolean', summary: 'print JSON, and nothing else, on stdout' },
  'no-color': { type: 'boolean', summary: 'no colours (as NO_COLOR=1)' },
  help: { type: 'boolean', short: 'h', summary: 'show this help' },
} as const satisfies OptionSpecs;

export interface ParsedArguments extends CommandArguments {
  readonly help: boolean;
  readonly noColor: boolean;
}

/**
 * Parses the arguments behind a command's name.
 * @throws UsageError for an unknown option (with the nearest known one), a missing or superfluous value, too few or too
 * many positionals; the latter not when help was asked for.
 */
export function parseArguments(name: string, command: Command, argv: readonly string[]): ParsedArguments {
  const specs: OptionSpecs = { ...command.options, ...GLOBAL_OPTIONS };
  const help = `see \`flowrun help ${name}\``;
  // Not strict: node's own messages name no near option and advise what does not apply here.
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(Object.entries(specs).map(([key, spec]) => [key, nodeOption(spec)])),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const given = new Map<string, string[]>();
  const words = new Set<number>();
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== 'option') continue;
    const spec = Object.hasOwn(specs, token.name) ? specs[token.name] : undefined;
    if (spec === undefined) throw unknownOption(token.rawName, specs, help);
    if (spec.type === 'boolean' && token.value !== undefined) {
      throw new UsageError(`${token.rawName} takes no value`, help);
    }
    if (spec.type === 'string' && (token.value === undefined || (!token.inlineValue && /^-./.test(token.value)))) {
      const hint = token.value === undefined ? help : `write ${token.rawName}=${token.value} if that is the value`;
      throw new UsageError(`${token.rawName} needs a value${spec.value ? ` (${spec.value})` : ''}`, hint);
    }
    const next = tokens[at + 1];
    const word = next?.kind === 'positional' && spec.words?.includes(next.value) ? next : undefined;
    if (word) words.add(word.index);
    const before = given.get(token.name) ?? [];
    if (before.length > 0 && spec.type === 'string' && !spec.multiple) {
      throw new UsageError(`${token.rawName} was given twice`, help);
    }
    given.set(token.name, [...before, word?.value ?? token.value ?? '']);
  }
  const positionals = tokens.flatMap((token) =>
    token.kind === 'positional' && !words.has(token.index) ? [token.value] : [],
  );
  if (!given.has('help')) checkPositionals(command, positionals, help);
  const options = Object.entries(command.options).map(([key, spec]) => [key, optionValue(spec, given.get(key))]);
  return {
    positionals,
    // The check of every value against its spec is the loop above.
    options: Object.fromEntries(options) as ParsedArguments['options'],
    json: given.has('json'),
    help: given.has('help'),
    noColor: given.has('no-color'),
  };
}

function nodeOption(spec: OptionSpec): { type: OptionSpec['type']; short?: string; multiple: true } {
  return { type: spec.type, multiple: true, ...(spec.short === undefined ? {} : { short: spec.short }) };
}

function optionValue(
  spec: OptionSpec,
  given: readonly string[] | undefined,
): boolean | string | readonly string[] | undefined {
  if (spec.type === 'boolean') return given?.find((word) => word !== '') ?? given !== undefined;
  return spec.multiple ? (given ?? []) : given?.[0];
}

function unknownOption(rawName: string, specs: OptionSpecs, help: string): UsageError {
  const near = rawName.startsWith('--') ? nearest(rawName.slice(2), Object.keys(specs)) : undefined;
  return new UsageError(`unknown option ${rawName}`, near === undefined ? help : `did you mean --${near}?`);
}

function checkPositionals(command: Command, positionals: readonly string[], help: string): void {
  const { min, max } = command.positionals;
  const usage = command.usage.map((line) => `flowrun ${line}`).join('\n');
  if (positionals.length < min) throw new UsageError('an argument is missing', `usage: ${usage}`);
  const superfluous = positionals[max];
  if (superfluous !== undefined)
    throw new UsageError(`unexpected argument "${superfluous}"`, `usage: ${usage}\n${help}`);
}
