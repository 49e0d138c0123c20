import type { ProtocolDefinition } from './define-protocol.ts';

/** The principal holds any parameters, and custom headers say how they are sent, e.g. an API key (reference: credentials A1). */
export const custom: ProtocolDefinition = {
  protocol: 'Custom',
  variant: null,
  doc: 'Authenticates by custom headers that read the parameters of the principal.',
  parameters: [],
  renewable: false,
  authorize: async ({ parameters }) => ({ header: null, parameters, standard: {}, identity: null }),
};
