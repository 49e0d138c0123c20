import { describe, expect, it } from 'vitest';
import { lastShown, runFlow, showTrace } from '../../src/testing/index.ts';
import { exampleProject, filesHolding } from '../features/temporary-project.ts';

const FLOW = 'flows/create-account.yaml';
const CREATED = { status: 201, body: { id: '001000000000077AAA', success: true, errors: [] } };
const ANSWERS = { Account_Details: { Account_Name: 'Acme', Employees: 3 } };

describe('runFlow', () => {
  it('runs with stubbed callouts and tells how it went', async () => {
    const cwd = await exampleProject();
    const run = await runFlow(FLOW, { cwd, screens: ANSWERS, callouts: { Create_Account: CREATED } });
    expect(run).toMatchObject({
      status: 'finished',
      outputs: { newAccountId: '001000000000077AAA' },
      path: ['Account_Details', 'Review', 'Create_Account', 'Keep_Id', 'Account_Created'],
      fault: null,
    });
    expect(run.callouts).toMatchObject([
      {
        element: 'Create_Account',
        status: 201,
        request: { method: 'POST', body: { Name: 'Acme', NumberOfEmployees: 3 } },
      },
    ]);
    expect(lastShown(run, 'Account_Created')).toEqual({ Message: 'Created Acme with id 001000000000077AAA.' });
    expect(lastShown(run, 'Could_Not_Create')).toBeUndefined();
    expect(showTrace(run.trace, 'create-account')).toContain('  Account_Name = "Acme"');
  });

  it('runs against the embedded org, which forgets everything', async () => {
    const cwd = await exampleProject();
    const first = await runFlow(FLOW, { cwd, screens: ANSWERS, org: 'target' });
    const second = await runFlow(FLOW, { cwd, screens: ANSWERS, org: 'target' });
    expect(first.outputs).toEqual(second.outputs);
    expect(first.outputs.newAccountId).toMatch(/^001\w{15}$/);
    expect(await filesHolding(cwd, 'SQLite format 3')).toEqual([]);
  });

  it('runs as a user, with inputs, and can be left at a screen', async () => {
    const cwd = await exampleProject();
    const run = await runFlow(FLOW, {
      cwd,
      as: 'guest.user@example.com',
      org: 'target',
      inputs: { accountName: 'By input' },
      stopAt: 'Could_Not_Create',
    });
    expect(run).toMatchObject({
      status: 'waiting',
      outputs: {},
      callouts: [],
      fault: { code: 'CREDENTIAL_ACCESS', element: 'Create_Account' },
    });
    expect(run.screens.at(-1)).toMatchObject({ screen: 'Could_Not_Create', pressed: null });
  });

  it('marks elements of a subflow with its name', async () => {
    const cwd = await exampleProject();
    const run = await runFlow('flows/order-lines.yaml', {
      cwd,
      inputs: { lineNumbers: [1] },
      screens: { Line: { Product: 'Panel', Price: '10' }, Ask: { Percent: 50 } },
    });
    expect(run.outputs).toMatchObject({ total: 5 });
    expect(run.path).toEqual([
      'Each_Line',
      'Line',
      'Add_Line',
      'Each_Line',
      'Discount',
      'discount.Ask',
      'discount.Keep',
      'Size',
      'Done',
    ]);
  });

  it('sees the time that the test sets, on every screen and after every callout', async () => {
    const cwd = await exampleProject({
      'flows/today.yaml': [
        'label: Today',
        'type: Screen Flow',
        'apiVersion: 66.0',
        'variables: { day: { type: Date, output: true } }',
        "formulas: { tomorrow: { type: Date, expression: 'TODAY() + 1' } }",
        'start: Get',
        'elements:',
        '  Get: { type: httpCallout, namedCredential: Target_Org, method: GET, path: /x, next: Show }',
        "  Show: { type: screen, fields: { Text: { type: displayText, text: '{!$Flow.CurrentDate}' } }, next: Keep }",
        "  Keep: { type: assignment, assign: [ day: '{!tomorrow}' ] }",
        '',
      ].join('\n'),
    });
    const now = new Date('2027-12-31T23:30:00Z');
    const run = await runFlow('flows/today.yaml', { cwd, now, callouts: { Get: { status: 200 } } });
    expect(run.outputs).toEqual({ day: '2028-01-01' });
    expect(lastShown(run, 'Show')?.Text).toMatch(/2027/);
  });

  it('returns a flow that failed', async () => {
    const cwd = await exampleProject({
      'flows/fails.yaml':
        'label: Fails\ntype: Screen Flow\napiVersion: 66.0\nstart: Get\nelements:\n  Get: { type: httpCallout, namedCredential: Target_Org, method: GET, path: /x }\n',
    });
    expect(await runFlow('flows/fails.yaml', { cwd, callouts: { Get: { status: 404 } } })).toMatchObject({
      status: 'failed',
      fault: { code: 'CALLOUT_STATUS', element: 'Get' },
    });
  });

  it.each([
    [{ screens: {} }, 'needs answers'],
    [{ screens: ANSWERS }, 'the callout of Create_Account has no stub'],
    [{ screens: ANSWERS, as: 'nobody' }, 'there is no user nobody'],
    [{ screens: { Acount_Details: {} } }, 'there is no screen named Acount_Details'],
    [{ screens: ANSWERS, inputs: { nme: 'x' } }, 'has no input named nme'],
  ])('rejects with what is missing or unknown: %j', async (options, message) => {
    const cwd = await exampleProject();
    await expect(runFlow(FLOW, { cwd, ...options })).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining(message) as unknown,
    });
  });

  it('rejects with all problems of an invalid flow', async () => {
    const cwd = await exampleProject({ 'flows/bad.yaml': 'label: x\nstart: A\nelements: {}\n' });
    await expect(runFlow('flows/bad.yaml', { cwd })).rejects.toMatchObject({ code: 'INVALID_DEFINITION' });
  });

  it('is cancelled by its signal', async () => {
    const cwd = await exampleProject();
    const run = runFlow(FLOW, { cwd, screens: ANSWERS, org: 'target', signal: AbortSignal.abort() });
    await expect(run).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});
