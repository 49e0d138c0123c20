import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { choosePrincipal, findExternalCredential } from '../../src/credentials/principals.ts';
import { FaultError } from '../../src/errors.ts';
import type { Fault } from '../../src/model/interview.ts';
import type { OrgDefinition } from '../../src/model/org.ts';
import { externalCredential, orgDefinition, user } from './fixtures.ts';

const principal = (name: string, sequence: number) =>
  ({ name, type: 'Named Principal', sequence, parameters: [] }) as const;
const set = (name: string, ...principals: string[]) => ({
  name,
  label: null,
  principals,
  customPermissions: [],
});
const two = externalCredential({ principals: [principal('Second', 2), principal('First', 1)] });

function denied(org: OrgDefinition, name = 'flow', credential = externalCredential()): Fault {
  try {
    choosePrincipal(org, name, credential);
  } catch (error) {
    if (error instanceof FaultError) return error.fault;
    throw error;
  }
  throw new TypeError('expected no access');
}

describe('choosePrincipal', () => {
  test('takes the lowest sequence number of those the permission sets of the user enable', () => {
    const permissionSets = [set('A', 'Target_Org-Second'), set('B', 'Target_Org-First'), set('C', 'Other-First')];
    const as = (...names: string[]) => orgDefinition({ permissionSets, users: [user({ permissionSets: names })] });
    expect(choosePrincipal(as('A', 'B'), 'flow', two).name).toBe('First');
    expect(choosePrincipal(as('A', 'C'), 'flow', two).name).toBe('Second');
  });

  test('a user may be meant by name or by username', () => {
    for (const name of ['flow', 'Flow.User@example.com']) {
      expect(choosePrincipal(orgDefinition(), name, externalCredential()).name).toBe('Integration');
    }
  });

  test('names are compared without case, and blanks around the dash are forgiven', () => {
    const org = orgDefinition({
      permissionSets: [set('CALLERS', 'target_org - integration')],
      users: [user({ name: 'Flow' })],
    });
    expect(choosePrincipal(org, 'flow', externalCredential()).name).toBe('Integration');
  });

  test('the choice does not depend on the order of the files', () => {
    const sets = [set('A', 'Target_Org-Second'), set('B', 'Target_Org-First', 'Target_Org-Second'), set('C')];
    fc.assert(
      fc.property(fc.shuffledSubarray(sets), fc.shuffledSubarray(['A', 'B', 'C']), (permissionSets, held) => {
        const org = orgDefinition({ permissionSets, users: [user({ permissionSets: held })] });
        const reachable = permissionSets.filter(({ name }) => held.includes(name)).flatMap((s) => s.principals);
        if (reachable.length === 0) denied(org, 'flow', two);
        else {
          const expected = reachable.includes('Target_Org-First') ? 'First' : 'Second';
          expect(choosePrincipal(org, 'flow', two).name).toBe(expected);
        }
      }),
    );
  });
});

describe('without access, the message of Salesforce and the missing link', () => {
  test.each([
    [
      'the user lacks the permission set',
      orgDefinition({ users: [user({ permissionSets: [] })] }),
      'the user "flow.user@example.com" lacks the permission set "Callers": add it under "permissionSets:" of that user',
    ],
    [
      'the permission set lacks the principal',
      orgDefinition({ permissionSets: [set('Callers', 'Other-Integration')] }),
      'no permission set enables the principal "Target_Org-Integration": add it under "principals:" in org/permission-sets/Callers.yaml',
    ],
    [
      'there is no permission set at all',
      orgDefinition({ permissionSets: [], users: [user({ permissionSets: [] })] }),
      'create one in org/permission-sets/ with "principals: [Target_Org-Integration]"',
    ],
    [
      'the user names a permission set that does not exist',
      orgDefinition({ permissionSets: [] }),
      'no permission set enables the principal "Target_Org-Integration": create one',
    ],
    ['there is no such user', orgDefinition({ users: [] }), 'there is no user "flow": create a file in org/users/'],
  ])('%s', (_, org, help) => {
    const fault = denied(org);
    expect(fault.code).toBe('CREDENTIAL_ACCESS');
    expect(fault.message).toBe(
      'We couldn\'t access the credential(s). You might not have the required permissions, or the external credential "Target_Org" might not exist.',
    );
    expect(fault.help).toContain(help);
  });

  test('a credential without principals', () => {
    const fault = denied(orgDefinition(), 'flow', externalCredential({ principals: [] }));
    expect(fault.help).toContain('add one under "principals:" in org/external-credentials/Target_Org.yaml');
  });

  test('an external credential that does not exist', () => {
    expect(findExternalCredential(orgDefinition(), 'target_ORG').name).toBe('Target_Org');
    expect(() => findExternalCredential(orgDefinition(), 'Nope')).toThrow(
      expect.objectContaining({
        message: expect.stringContaining('the external credential "Nope" might not exist'),
        help: 'there is no external credential "Nope": create org/external-credentials/Nope.yaml (there are: Target_Org)',
      }),
    );
  });
});
