import type { Reporter } from './define-reporter.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { tap } from './tap.ts';
import { tree } from './tree.ts';

export type { Reporter, ReporterOutput } from './define-reporter.ts';

/** Every reporter by name, the default first. */
export const REPORTERS = { tree, json, junit, tap } as const satisfies Readonly<Record<string, Reporter>>;
export type ReporterName = keyof typeof REPORTERS;

export function isReporterName(name: string): name is ReporterName {
  return Object.hasOwn(REPORTERS, name);
}
