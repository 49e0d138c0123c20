import type { Command } from './command.ts';

export interface CommandEntry {
  /** One line for `flowrun --help`, lower case, no full stop. */
  readonly summary: string;
  load(): Promise<{ readonly command: Command }>;
}

/** Every command, in the order of help. Loaded only when it is run: `--version` must not wait for ink. */
export const COMMANDS = {
  run: { summary: 'run a flow: in the terminal, or with answers from a file', load: () => import('./commands/run.ts') },
  test: { summary: 'run flow tests', load: () => import('./commands/test.ts') },
  validate: { summary: 'check flows and show every problem', load: () => import('./commands/validate.ts') },
  doctor: {
    summary: 'check what the callouts of a flow need, step by step',
    load: () => import('./commands/doctor.ts'),
  },
  callout: {
    summary: 'send one callout of a flow, learn its schema, or see what has changed',
    load: () => import('./commands/callout.ts'),
  },
  import: { summary: 'make YAML of Salesforce flows', load: () => import('./commands/import.ts') },
  export: { summary: 'make Salesforce metadata of YAML flows', load: () => import('./commands/export.ts') },
  diff: { summary: 'compare two flows, in words', load: () => import('./commands/diff.ts') },
  migrate: {
    summary: 'make record-triggered flows of processes and workflow rules',
    load: () => import('./commands/migrate.ts'),
  },
  stubs: {
    summary: "list what flows need of an org's code, and write stand-ins",
    load: () => import('./commands/stubs.ts'),
  },
  credential: { summary: 'keep the secrets of external credentials', load: () => import('./commands/credential.ts') },
  eval: { summary: 'evaluate a formula, and explain each step', load: () => import('./commands/eval.ts') },
  org: { summary: 'start, query or reset an embedded target org', load: () => import('./commands/org.ts') },
  init: { summary: 'create a new project that works at once', load: () => import('./commands/init.ts') },
  completion: { summary: 'print a completion script for your shell', load: () => import('./commands/completion.ts') },
  help: { summary: 'show help for a command or topic', load: () => import('./commands/help.ts') },
} as const satisfies Readonly<Record<string, CommandEntry>>;

export type CommandName = keyof typeof COMMANDS;

/** Whether this word is a command. */
export function isCommand(word: string): word is CommandName {
  return Object.hasOwn(COMMANDS, word);
}
