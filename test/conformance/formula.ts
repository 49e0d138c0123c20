import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type GoldenCase, outcomeOf } from '../formula/golden-cases.ts';
import { type ParseCase, treeOf } from './parse-tree.ts';

/**
 * How well we agree with results recorded from Salesforce's own formula engine.
 * `npm run conformance:formula -- --cases FILE [--json]`
 */
export interface FormulaReport {
  readonly total: number;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly byReturnType: Readonly<Record<string, Count>>;
  /** A case counts for every function that it calls; `operators` are the cases that call none. */
  readonly byFunction: Readonly<Record<string, Count>>;
  readonly failures: readonly Failure[];
}

export interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface Failure {
  readonly id: string;
  readonly formula: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly got: unknown;
  readonly want: unknown;
}

/** Cases that we do not follow, each with its reason. At most 0.5 % of a file. */
export const SKIPPED: Readonly<Record<string, string>> = {};

type Verdict = keyof Count;

export function measureFormulas(cases: readonly GoldenCase[]): FormulaReport {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  const byReturnType = new Map<string, Record<Verdict, number>>();
  const byFunction = new Map<string, Record<Verdict, number>>();
  const failures: Failure[] = [];
  const count = (counts: Map<string, Record<Verdict, number>>, name: string, verdict: Verdict): void => {
    const counted = counts.get(name) ?? { passed: 0, failed: 0, skipped: 0 };
    counted[verdict] += 1;
    counts.set(name, counted);
  };
  for (const golden of cases) {
    const { verdict, failure } = judge(golden);
    if (failure) failures.push(failure);
    sum[verdict] += 1;
    count(byReturnType, golden.returnType, verdict);
    const functions = golden.functions.length === 0 ? ['operators'] : golden.functions;
    for (const name of functions) count(byFunction, name, verdict);
  }
  return {
    total: cases.length,
    ...sum,
    byReturnType: sorted(byReturnType),
    byFunction: sorted(byFunction),
    failures,
  };
}

function judge(golden: GoldenCase): { readonly verdict: Verdict; readonly failure?: Failure } {
  if (Object.hasOwn(SKIPPED, golden.id)) return { verdict: 'skipped' };
  const { got, want } = outcomeOrDefect(golden);
  if (JSON.stringify(got) === JSON.stringify(want)) return { verdict: 'passed' };
  const inputs = Object.fromEntries(golden.inputs.map(({ name, value }) => [name, value]));
  return { verdict: 'failed', failure: { id: golden.id, formula: golden.formula, inputs, got, want } };
}

/** A defect of ours is a failure of its case, not the end of the measurement. */
function outcomeOrDefect(golden: GoldenCase): ReturnType<typeof outcomeOf> {
  try {
    return outcomeOf(golden);
  } catch (error) {
    return {
      got: `threw: ${error instanceof Error ? error.message : String(error)}`,
      want: golden.expected.error ?? null,
    };
  }
}

/** How many formulas are read into the same trees. */
export function measureTrees(cases: readonly ParseCase[]): FormulaReport {
  const failures = cases.flatMap(({ formula, tree }, index): Failure[] => {
    const got = treeOf(formula);
    return got === tree ? [] : [{ id: `tree ${index + 1}`, formula, inputs: {}, got, want: tree }];
  });
  const [total, failed] = [cases.length, failures.length];
  return { total, passed: total - failed, failed, skipped: 0, byReturnType: {}, byFunction: {}, failures };
}

function sorted(counts: ReadonlyMap<string, Count>): Readonly<Record<string, Count>> {
  return Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Measures a file of recorded results, or of recorded trees: what its first row holds decides.
 * @throws Error where the file is no list.
 */
export function measureFile(file: string): FormulaReport {
  const cases: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!Array.isArray(cases)) throw new Error(`${file} is no list of recorded results`);
  const areTrees = cases.length > 0 && Object.hasOwn(cases[0], 'tree');
  return areTrees ? measureTrees(cases as ParseCase[]) : measureFormulas(cases as GoldenCase[]);
}

function print({ failures, byReturnType, byFunction, ...figures }: FormulaReport): void {
  for (const [title, counts] of Object.entries({ 'return type': byReturnType, function: byFunction })) {
    console.log(`${title.padEnd(18)} passed  failed skipped`);
    for (const [name, { passed, failed, skipped }] of Object.entries(counts)) {
      console.log(`  ${name.padEnd(16)} ${[passed, failed, skipped].map((n) => String(n).padStart(6)).join('  ')}`);
    }
    console.log('');
  }
  for (const { id, formula, inputs, got, want } of failures) {
    console.log(`${id}\n  ${formula}\n  inputs ${JSON.stringify(inputs)}`);
    console.log(`  got    ${JSON.stringify(got)}\n  want   ${JSON.stringify(want)}`);
  }
  const rate = figures.total === 0 ? '' : ` (${((100 * figures.passed) / figures.total).toFixed(2)} %)`;
  console.log(
    `${figures.total} cases: ${figures.passed} passed${rate}, ${figures.failed} failed, ${figures.skipped} skipped`,
  );
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { cases: { type: 'string' }, json: { type: 'boolean', default: false } } });
  if (values.cases === undefined) {
    console.error('usage: npm run conformance:formula -- --cases FILE [--json]');
    process.exitCode = 2;
  } else {
    const report = measureFile(values.cases);
    if (values.json) console.log(JSON.stringify(report, null, 2));
    else print(report);
    if (report.failed > 0) process.exitCode = 1;
  }
}
