import type { Form } from '../define-form.ts';
import { DESCRIPTION, FAULT, LABEL, METADATA, NEXT, TRANSACTION } from '../rows.ts';

export const ACTION = {
  type: 'action',
  tag: 'actionCalls',
  doc: 'Runs an action: Apex, an email, a post, a quick action, another flow.',
  snippet: { type: 'action', kind: 'apex', action: 'Name', inputs: { input: 'value' }, next: 'Element' },
  rows: [
    LABEL,
    DESCRIPTION,
    {
      key: 'kind',
      form: 'text',
      tag: 'actionType',
      required: true,
      doc: "The metadata's actionType: apex, emailSimple, chatterPost, customNotificationAction, quickAction, flow, component and others.",
    },
    { key: 'action', form: 'name', tag: 'actionName', required: true, doc: 'Name of the action.' },
    TRANSACTION,
    { key: 'types', form: 'typeMappings', doc: 'Objects for its generic types: { T__in: Account }.' },
    { key: 'inputs', form: 'namedValues', tag: 'inputParameters', doc: 'Values for its inputs.' },
    {
      key: 'outputs',
      form: 'outputs',
      tag: 'outputParameters',
      doc: 'Left out = stored under the name of this element; a map puts outputs into variables; `none` drops them.',
    },
    NEXT,
    FAULT,
    { key: 'timeout', form: 'connector', tag: 'timeoutConnector', doc: 'Where to go on when it takes too long.' },
    METADATA,
  ],
} as const satisfies Form<'action'>;
