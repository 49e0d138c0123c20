import { compileAction } from './action-call.ts';
import type { ElementDefinition } from './define-element.ts';

/**
 * Apex plug-in: the older way to call Apex, an action of the kind `apexPlugin` whose outputs go into variables only. The
 * class is implemented and stubbed by its name, as actions are (Metadata API, FlowApexPluginCall).
 */
export const apexPlugin: ElementDefinition<'apexPlugin'> = {
  type: 'apexPlugin',
  raises: 'action',
  connectors: (element) => [
    { name: 'next', connector: element.next },
    { name: 'fault', connector: element.fault },
  ],
  compile: (element, context) => {
    const outputs = element.outputs.kind === 'automatic' ? { kind: 'none' as const } : element.outputs;
    return compileAction({ ...element, kind: 'apexPlugin', target: element.class, outputs }, context);
  },
};
