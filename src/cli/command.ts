import type { ExitCode } from './exit-codes.ts';
import type { CliIo } from './io.ts';

/** One option of a command, as `node:util` parses it and as help shows it. */
export interface OptionSpec {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  /** May be given several times (`--input a=1 --input b=2`). */
  readonly multiple?: boolean;
  /** Of a boolean: words that may follow it and say more (`--trace http`); none has to. */
  readonly words?: readonly string[];
  /** What stands for the value in help: `FILE`. */
  readonly value?: string;
  /** One sentence for help, lower case, no full stop. */
  readonly summary: string;
}
export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

/** The options as parsed: `false`, `[]` or `undefined` where they were not given. */
export type OptionValues<O extends OptionSpecs> = {
  readonly [N in keyof O]: O[N] extends { readonly words: readonly (infer W)[] }
    ? boolean | W
    : O[N] extends { readonly type: 'boolean' }
      ? boolean
      : O[N] extends { readonly multiple: true }
        ? readonly string[]
        : string | undefined;
};

export interface CommandArguments<O extends OptionSpecs = OptionSpecs> {
  readonly positionals: readonly string[];
  readonly options: OptionValues<O>;
  /** `--json`: print JSON and nothing else on stdout. */
  readonly json: boolean;
}

/** One command: `src/cli/commands/<name>.ts` exports it as `command`; its name and summary stand in the command table. */
export interface Command<O extends OptionSpecs = OptionSpecs> {
  /** Without `flowrun`: `run FILE [options]`; several lines where there are several forms. */
  readonly usage: readonly string[];
  /** What help says below the summary; empty = nothing. */
  readonly description?: string;
  /** By long name, without dashes. `--json`, `--no-color` and `--help` are everywhere and do not stand here. */
  readonly options: O;
  /** Whole command lines with what they do. */
  readonly examples: readonly { readonly line: string; readonly does: string }[];
  /** How many positionals it takes; more or fewer is wrong usage. */
  readonly positionals: { readonly min: number; readonly max: number };
  /** @throws FlowrunError: main prints it and turns it into the exit code. */
  run(args: CommandArguments<O>, io: CliIo): Promise<ExitCode>;
}

/** Gives a command the types of its options. */
export function defineCommand<const O extends OptionSpecs>(command: Command<O>): Command<O> {
  return command;
}
