import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CALLOUT_FAULTS } from '../../src/callouts/faults.ts';
import { CREDENTIAL_FAULTS, isCredentialFault } from '../../src/credentials/faults.ts';

test('every code of the two tables is raised somewhere, and no code stands in both', () => {
  const source = ['credentials', 'callouts']
    .flatMap((folder) => {
      const root = join(import.meta.dirname, '..', '..', 'src', folder);
      return readdirSync(root, { recursive: true, withFileTypes: true })
        .filter((file) => file.isFile())
        .map((file) => readFileSync(join(file.parentPath, file.name), 'utf8'));
    })
    .join('\n');
  const codes = [...Object.keys(CREDENTIAL_FAULTS), ...Object.keys(CALLOUT_FAULTS)];
  expect(new Set(codes).size).toBe(codes.length);
  expect(codes.filter((code) => !source.includes(`'${code}'`))).toEqual([]);
});

test('isCredentialFault knows the codes of credentials only', () => {
  expect(isCredentialFault({ code: 'TOKEN_REFUSED', message: '' })).toBe(true);
  expect(isCredentialFault({ code: 'CALLOUT_TIMEOUT', message: '' })).toBe(false);
  expect(isCredentialFault({ code: 'toString', message: '' })).toBe(false);
});
