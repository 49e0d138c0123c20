import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PROTOCOL_DEFINITIONS } from '../../../src/credentials/protocols/index.ts';
import { AWS_VARIANTS, OAUTH_VARIANTS, PROTOCOLS } from '../../../src/model/credentials.ts';

test('every protocol and variant of the model has a definition that says so, in a file of its own', () => {
  const names = [...PROTOCOLS.filter((name) => name !== 'OAuth 2.0'), ...OAUTH_VARIANTS, ...AWS_VARIANTS];
  expect(Object.keys(PROTOCOL_DEFINITIONS).sort()).toEqual([...names].sort());
  for (const [name, { protocol, variant, parameters }] of Object.entries(PROTOCOL_DEFINITIONS)) {
    expect(variant ?? protocol).toBe(name);
    expect(new Set(parameters.map((parameter) => parameter.name)).size).toBe(parameters.length);
  }
  const files = readdirSync(new URL('../../../src/credentials/protocols/', import.meta.url));
  expect(files.filter((file) => !['index.ts', 'define-protocol.ts'].includes(file))).toHaveLength(names.length);
});
