import type { OrgForm } from '../define-form.ts';

export const EXTERNAL_SERVICE = {
  type: 'externalService',
  tag: 'ExternalServiceRegistration',
  doc: 'An API with an OpenAPI document: flows call its operations as actions of the kind externalService.',
  rows: [
    { key: 'label', form: 'text', fromName: true, doc: 'Label; left out = the name with _ as blanks.' },
    {
      key: 'namedCredential',
      form: 'name',
      required: true,
      doc: 'Name of the named credential that its calls go through.',
    },
    {
      key: 'schema',
      form: 'endpoint',
      required: true,
      doc: 'The OpenAPI 3 or Swagger 2 document, JSON or YAML: a path from this file, such as schemas/Petstore.yaml.',
    },
    { key: 'operations', form: 'words', doc: 'The operations that flows may call; left out = all of the document.' },
  ],
} as const satisfies OrgForm<'externalService'>;
