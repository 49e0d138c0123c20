import { describe, expect, it } from 'vitest';
import { describeReply } from '../../src/values/api-error.ts';

describe('describeReply', () => {
  it.each([
    [
      [{ errorCode: 'REQUIRED_FIELD_MISSING', message: 'Required fields are missing: [Name]', fields: ['Name'] }],
      'REQUIRED_FIELD_MISSING: Required fields are missing: [Name]',
    ],
    [
      [
        { errorCode: 'A', message: 'one' },
        { errorCode: 'B', message: 'two' },
      ],
      'A: one; B: two',
    ],
    [{ error: 'invalid_grant', error_description: 'expired' }, 'invalid_grant: expired'],
    [{ error: { message: 'no such model', code: 'not_found' } }, 'not_found: no such model'],
    [{ title: 'Not allowed', detail: 'Ask an admin', status: 403 }, 'Ask an admin'],
    [{ message: 'gone' }, 'gone'],
    [{ ok: false }, '{"ok":false}'],
    ['  plain text ', 'plain text'],
    ['', null],
    [null, null],
    [[], null],
  ])('%j', (body, expected) => {
    expect(describeReply(body)).toBe(expected);
  });

  it('cuts what is too long to read', () => {
    expect(describeReply('x'.repeat(10_000))?.length).toBeLessThan(600);
  });
});
