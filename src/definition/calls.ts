import type { SubflowElement } from '../model/elements.ts';
import type { Flow } from '../model/flow.ts';

/** A call of another flow, with what it takes and gives. */
export type Call = Pick<SubflowElement, 'flow' | 'inputs'> & Partial<Pick<SubflowElement, 'outputs'>>;

/** The subflows of a flow and the actions of its screens, in the order of the file. */
export function callsIn({ elements }: Flow): readonly Call[] {
  return elements.flatMap((element): readonly Call[] => {
    if (element.type === 'subflow') return [element];
    return element.type === 'screen' ? element.actions : [];
  });
}
