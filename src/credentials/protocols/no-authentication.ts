import type { ProtocolDefinition } from './define-protocol.ts';

/** Adds nothing; a principal and a permission set are needed all the same (reference: credentials A1). */
export const noAuthentication: ProtocolDefinition = {
  protocol: 'No Authentication',
  variant: null,
  doc: 'Calls out without authenticating.',
  parameters: [],
  renewable: false,
  authorize: async ({ parameters }) => ({ header: null, parameters, standard: {}, identity: null }),
};
