import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isIPv4, isIPv6 } from 'node:net';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';

const require = createRequire(import.meta.url);

/** What is wrong with an HTTP Archive by the schema that others publish for it (npm: har-schema); empty = nothing. */
export const harProblems: (har: unknown) => readonly string[] = (() => {
  const folder = join(dirname(require.resolve('har-schema/package.json')), 'lib');
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addMetaSchema(require('ajv/dist/refs/json-schema-draft-06.json'));
  // Those that stand in the schema.
  ajv.addFormat('date-time', (text: string) => !Number.isNaN(Date.parse(text)));
  ajv.addFormat('uri', (text: string) => URL.canParse(text));
  ajv.addFormat('ipv4', (text: string) => isIPv4(text));
  ajv.addFormat('ipv6', (text: string) => isIPv6(text));
  for (const file of readdirSync(folder)) {
    if (file.endsWith('.json')) ajv.addSchema(JSON.parse(readFileSync(join(folder, file), 'utf8')));
  }
  return (har) => {
    ajv.validate('har.json#', har);
    return (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
})();
