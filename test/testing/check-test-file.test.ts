import { describe, expect, it } from 'vitest';
import { checkTestFile } from '../../src/testing/index.ts';
import { exampleProject } from '../features/temporary-project.ts';

async function problems(text: string): Promise<readonly string[]> {
  const cwd = await exampleProject({
    'flows/x.test.yaml': text,
    'flows/broken.yaml': 'label: x\nstart: A\nelements: {}\n',
  });
  const found = await checkTestFile('flows/x.test.yaml', cwd);
  return found.map(({ file, message, place, suggestion }) => {
    expect(file).toBe('flows/x.test.yaml');
    return `${text.slice(place.start, place.end)}: ${message} (${suggestion})`;
  });
}
const withTest = (body: string): string => `flow: create-account.yaml\ntests: { it: ${body} }\n`;

describe('checkTestFile', () => {
  it('has nothing to say of a good file', async () => {
    const cwd = await exampleProject();
    expect(await checkTestFile('flows/create-account.test.yaml', cwd)).toEqual([]);
  });

  it('tells every name that the flow does not have', async () => {
    const test =
      '{ screens: { Acount_Details: {} }, callouts: { Review: { status: 200 } }, expect: { path: [Keep_ID], outputs: { newAcountId: x } } }';
    expect(await problems(withTest(test))).toEqual([
      'Acount_Details: the flow has no screen named Acount_Details (did you mean Account_Details?)',
      'Review: the flow has no HTTP callout named Review (known: Create_Account)',
      'Keep_ID: the flow has no element named Keep_ID (did you mean Keep_Id?)',
      'newAcountId: the flow has no output named newAcountId (did you mean newAccountId?)',
    ]);
  });

  it('points at a flow that is not there', async () => {
    expect(await problems('flow: none.yaml\ntests: { it: {} }')).toEqual([
      'none.yaml: flows/none.yaml: there is no such file (the path is relative to the test file)',
    ]);
  });

  it('leaves the problems of the flow to the flow', async () => {
    expect(await problems('flow: broken.yaml\ntests: { it: {} }')).toEqual([]);
  });

  it('tells what is wrong with its own form', async () => {
    expect(await problems(withTest('{ expct: {} }'))).toEqual([
      'expct: a test has no key expct (did you mean expect?)',
    ]);
  });
});
