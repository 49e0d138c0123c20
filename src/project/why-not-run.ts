import { UnsupportedFlowError } from '../errors.ts';
import type { Diagnostic } from '../model/diagnostics.ts';
import type { Flow } from '../model/flow.ts';
import type { Values } from '../model/value.ts';

/** Stages of orchestrations and of the guided processes before them. */
const STAGES: readonly string[] = ['orchestratedStages', 'steppedStages'];

/** What can be done with such a flow all the same. */
const STILL = 'flowrun validate checks it, import and export convert it without loss';

/**
 * Refuses a flow of a kind that only an org can run, before anything is asked for to run it (reference: flow-semantics 1).
 * @param diagnostics what was found when it was read.
 * @throws UnsupportedFlowError that says which kind it is and why it does not run here.
 */
export function refuseForeign(flow: Flow, diagnostics: readonly Diagnostic[]): void {
  const stage = flow.unsupported.find(({ kind }) => STAGES.includes(kind));
  if (stage) {
    throw new UnsupportedFlowError(
      `${flow.name} is an orchestration (its first stage is ${stage.name}), which needs an org: people and queues that work items go to, and days between steps`,
      `run the flows of its steps one by one; ${STILL}`,
    );
  }
  const start = flow.unsupported.find(({ kind }) => kind === 'start');
  const told = diagnostics.find(({ rule }) => rule === 'unsupported-start');
  if (start && told) throw new UnsupportedFlowError(`${flow.name} cannot run here: ${told.message}`, STILL);
}

/** The variable in which Process Builder hands the record over to a process. */
const CURRENT = 'myVariable_current';

/**
 * Refuses a process of Process Builder that no record was given to: it would end at once, and do nothing.
 * @throws UnsupportedFlowError
 */
export function refuseProcessWithoutRecord({ name, type, variables }: Flow, file: string, inputs: Values): void {
  if (type !== 'Workflow' || (inputs[CURRENT] ?? null) !== null) return;
  const record = variables.find((variable) => variable.name === CURRENT && variable.input)?.type.of;
  if (record === undefined) return;
  throw new UnsupportedFlowError(
    `${name} is a process of Process Builder: saving a record of ${record} starts it, and none is given`,
    `make a record-triggered flow of it by flowrun migrate ${file}, or give the record: --input ${CURRENT}='{ … }'`,
  );
}
