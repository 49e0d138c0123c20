import { compileAction } from './action-call.ts';
import type { Boundary, ElementDefinition } from './define-element.ts';

/** Kinds that end the transaction or call out (reference: flow-semantics 1 and 8); all others leave it as it is. */
const BOUNDARIES: Readonly<Record<string, Boundary>> = {
  component: 'commits',
  localAction: 'commits',
  externalService: 'needs-clean',
};

/**
 * Action call: one effect with the kind and name of the metadata. What carries it out is the host's: a local emulation, a
 * module of the project, a stub. The time-out path is taken where it fails with `ACTION_TIMEOUT`.
 */
export const action: ElementDefinition<'action'> = {
  type: 'action',
  raises: 'action',
  boundary: ({ kind }) => BOUNDARIES[kind],
  connectors: (element) => [
    { name: 'next', connector: element.next },
    { name: 'fault', connector: element.fault },
    ...(element.timeout ? [{ name: 'timeout', connector: element.timeout }] : []),
  ],
  declares: (element) =>
    element.outputs.kind === 'automatic'
      ? [{ name: element.name, place: element.place, what: 'action', type: { dataType: 'Apex' } }]
      : [],
  compile: (element, context) => compileAction({ ...element, target: element.action }, context),
};
