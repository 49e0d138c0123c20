import type { FlowElement, TransactionModel } from '../model/elements.ts';
import type { Flow } from '../model/flow.ts';
import { behaves } from '../values/api-version.ts';

/** Left out in the file = what the flow's API version says (reference: flow-semantics 8). */
export function transactionModelOf(element: FlowElement, flow: Flow): TransactionModel {
  const own = 'transaction' in element ? element.transaction : undefined;
  return own ?? (behaves(flow.apiVersion, 'automaticTransactions') ? 'Automatic' : 'CurrentTransaction');
}
