import type { Form, OrgForm } from '../define-form.ts';
import { DATA_TYPE_WORDS } from '../words.ts';

/** `org/components/<namespace>.<name>.yaml`, such as `c.signature.yaml` for the component `c:signature`. */
export const COMPONENT_STAND_IN = {
  type: 'componentStandIn',
  tag: 'LightningComponentBundle',
  doc: 'What stands in for a component of your own: its attributes, and the fields that a person fills in for it.',
  rows: [
    { key: 'label', form: 'text', tag: 'masterLabel', doc: 'Shown over it where the flow gives it no label.' },
    {
      key: 'inputs',
      form: 'attributes',
      doc: 'Attributes that a flow sets, with their types: { recordId: Text }.',
    },
    { key: 'outputs', form: 'attributes', doc: 'Attributes that a flow reads, with their types: { signed: Boolean }.' },
    {
      key: 'fields',
      form: 'fields',
      doc: 'Fields as on a screen, each named after its attribute; texts may use {!attribute}. Left out = the inputs are shown, and each output is asked for by a field of its type.',
    },
  ],
} as const satisfies OrgForm<'componentStandIn'>;

/** The type of one attribute; a bare word is short for it. */
export const ATTRIBUTE = {
  type: 'attribute',
  tag: 'property',
  doc: 'The type of an attribute.',
  short: 'type',
  needs: [{ key: 'type', is: 'Record', needs: 'object' }],
  rows: [
    { key: 'type', form: 'word', words: DATA_TYPE_WORDS, required: true, doc: 'Data type.' },
    { key: 'object', form: 'text', doc: 'Record: API name of the object.' },
    { key: 'class', form: 'text', doc: 'Apex: name of the class.' },
    { key: 'collection', form: 'boolean', default: false, doc: 'Whether it holds many values.' },
    { key: 'scale', form: 'integer', doc: 'Number, Currency: decimals.' },
  ],
} as const satisfies Form<'attribute'>;
