import type { Form } from '../define-form.ts';
import { DESCRIPTION, FAULT, LABEL, METADATA, NEXT } from '../rows.ts';

export const APEX_PLUGIN = {
  type: 'apexPlugin',
  tag: 'apexPluginCalls',
  doc: 'Runs an Apex class that implements Process.Plugin.',
  snippet: { type: 'apexPlugin', class: 'Name', inputs: { input: 'value' }, next: 'Element' },
  rows: [
    LABEL,
    DESCRIPTION,
    { key: 'class', form: 'name', tag: 'apexClass', required: true, doc: 'Name of the class.' },
    { key: 'inputs', form: 'namedValues', tag: 'inputParameters', doc: 'Values for its inputs.' },
    { key: 'outputs', form: 'outputs', tag: 'outputParameters', doc: 'Its outputs and the variables they go into.' },
    NEXT,
    FAULT,
    METADATA,
  ],
} as const satisfies Form<'apexPlugin'>;
