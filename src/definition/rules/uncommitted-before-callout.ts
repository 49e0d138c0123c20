import { boundaryOf } from '../../elements/define-element.ts';
import { elementDefinition } from '../../elements/index.ts';
import { transactionModelOf } from '../../elements/transaction-model.ts';
import type { FlowElement } from '../../model/elements.ts';
import type { Rule, RuleContext } from './rule.ts';

export const uncommittedBeforeCallout: Rule = {
  id: 'uncommitted-before-callout',
  severity: 'warning',
  doc: 'A callout can come after a record change that is not committed yet: it fails with "uncommitted work pending".',
  check: (context) => {
    const { flow, graph } = context;
    const elements = new Map(flow.elements.map((element) => [element.name.toLowerCase(), element]));
    const dirty = new Map<FlowElement, FlowElement>();
    for (const writer of flow.elements) {
      if (boundaryOf(elementDefinition(writer), writer) !== 'writes') continue;
      const edges = graph.knot(writer.name.toLowerCase())?.edges ?? [];
      // What fails has changed nothing.
      const next = edges.filter(({ name }) => name !== 'fault').map(({ to }) => to);
      const reached = graph.reach(next, ({ key }) => {
        const element = elements.get(key);
        return element !== undefined && !cleans(element, context);
      });
      for (const key of reached) {
        const callout = elements.get(key);
        if (callout && !dirty.has(callout) && refuses(callout, context)) dirty.set(callout, writer);
      }
    }
    return [...dirty].map(([callout, writer]) => ({
      message: `${callout.name} can find uncommitted work: the change of ${writer.name} is pending`,
      place: callout.place,
      suggestion:
        'let a screen stand between them, or make the callout first; from apiVersion 65 on the callout commits by itself',
    }));
  },
};

function refuses(element: FlowElement, { flow }: RuleContext): boolean {
  const boundary = boundaryOf(elementDefinition(element), element);
  return boundary === 'needs-clean' && transactionModelOf(element, flow) === 'CurrentTransaction';
}

/** After it nothing is pending, or we cannot tell: a subflow may show a screen. */
function cleans(element: FlowElement, { flow, surroundings: { flows } }: RuleContext): boolean {
  if (element.type === 'rollBackRecords') return true;
  if (element.type === 'subflow') {
    const called = flows?.get(element.flow.name);
    return called === undefined || called.elements.some((inner) => elementDefinition(inner).raises === 'screen');
  }
  const boundary = boundaryOf(elementDefinition(element), element);
  return (
    boundary === 'commits' || (boundary === 'needs-clean' && transactionModelOf(element, flow) !== 'CurrentTransaction')
  );
}
