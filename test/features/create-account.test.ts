import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { eventsOf, exampleProject, filesHolding } from './temporary-project.ts';

/** The main story: a flow file, an answers file, and an Account in another org. */

const FLOW = 'flows/create-account.yaml';
const ANSWERED = ['run', FLOW, '--answers', 'flows/create-account.answers.yaml'];
const SECRET = 'FLOWRUN_SECRET_TARGET_ORG_INTEGRATION_CLIENTSECRET';
/** A secret that differs from its own encoded forms. */
const PLANTED = 'pl4nted/Secret+with="signs"&more';
const CONNECTED_APP = 'flows/org/target-orgs/target/connected-apps/Flowrun.yaml';
const APP_WITH = (secret: string) =>
  [
    'label: Flowrun',
    'consumerKey: 3MVG9.embedded.flowrun.consumer.key',
    `consumerSecret: '${secret}'`,
    'clientCredentialsFlow: { enabled: true, runAs: integration.user@target.example.com }',
    'scopes: [api]',
    '',
  ].join('\n');

describe('flowrun flows/create-account.yaml --answers', () => {
  it('creates the account in the embedded org and says its id', async () => {
    const cwd = await exampleProject();
    const { code, stdout, stderr } = await runCli([FLOW, '--answers', 'flows/create-account.answers.yaml'], { cwd });
    expect(stderr).toBe('');
    expect(code).toBe(0);
    const id = /newAccountId\s+(001\w{15})/.exec(stdout)?.[1];
    expect(stdout).toContain(`Created Acme Solar (Energy) with id ${id}.`);
    expect(stdout).toMatch(/POST \/services\/data\/v66\.0\/sobjects\/Account via Target_Org: 201/);
    expect(stdout).toMatch(/Create Account in the target org finished \(3 screens, 1 callout, /);

    const query = await runCli(['org', 'query', 'SELECT Id, Name, Industry FROM Account', '--json'], { cwd });
    expect(query.code).toBe(0);
    expect(query.stdout).toContain(`"${id}"`);
    expect(query.stdout).toContain('Acme Solar');
    expect(query.stdout).toContain('Energy');
  });

  it('keeps the records from run to run', async () => {
    const cwd = await exampleProject();
    const ids = [];
    for (const _ of [1, 2]) ids.push(eventsOf((await runCli([...ANSWERED, '--json'], { cwd })).stdout).at(-1)?.outputs);
    expect(new Set(ids.map((outputs) => JSON.stringify(outputs))).size).toBe(2);
    const query = await runCli(['org', 'query', 'SELECT COUNT() FROM Account', '--json'], { cwd });
    expect(query.stdout).toMatch(/\b2\b/);
  });

  it('as JSON tells every step, the outputs last, and nothing else', async () => {
    const cwd = await exampleProject();
    const { code, stdout, stderr } = await runCli([...ANSWERED, '--json'], { cwd });
    const events = eventsOf(stdout);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(events.map((event) => event.event)).toEqual([
      'started',
      'screen',
      'screen',
      'callout',
      'screen',
      'finished',
    ]);
    expect(events[0]).toMatchObject({ flow: 'create-account', user: 'flow.user@example.com', inputs: {} });
    expect(events[1]).toMatchObject({
      screen: 'Account_Details',
      pressed: 'next',
      fields: { Account_Name: 'Acme Solar', Industry: 'Energy', Employees: 120 },
    });
    expect(events[3]).toMatchObject({ element: 'Create_Account', method: 'POST', status: 201, fault: null });
    expect(events[5]).toEqual({
      event: 'finished',
      outputs: { newAccountId: expect.stringMatching(/^001\w{15}$/) },
      limits: { callouts: 1 },
    });
  });

  it('with --trace shows elements and values written', async () => {
    const cwd = await exampleProject();
    const { stderr } = await runCli([...ANSWERED, '--trace'], { cwd });
    expect(stderr).toMatch(/what happened\n {2}Account_Details\n/);
    expect(stderr).toContain('    Account_Name = "Acme Solar"');
    expect(stderr).toMatch(/ {2}Keep_Id\n {4}newAccountId = "001\w{15}"/);
    const { stdout } = await runCli([...ANSWERED, '--trace', '--json'], { cwd });
    expect(eventsOf(stdout)).toContainEqual({ event: 'enter', flow: 'create-account', element: 'Keep_Id' });
  });

  it('takes inputs from options and files, read as the types of their variables', async () => {
    const cwd = await exampleProject({ 'inputs.yaml': 'amount: 80\n', 'answers.yaml': 'Ask: { Percent: 12.5 }\n' });
    const run = (...more: readonly string[]) =>
      runCli(['run', 'flows/discount.yaml', '--answers', 'answers.yaml', '--json', ...more], { cwd });
    const outputs = async (...more: readonly string[]) => eventsOf((await run(...more)).stdout).at(-1)?.outputs;
    expect(await outputs('--inputs', 'inputs.yaml')).toEqual({ discounted: 70 });
    expect(await outputs('--inputs', 'inputs.yaml', '--input', 'amount=40')).toEqual({ discounted: 35 });
    expect(await run('--input', 'amuont=40')).toMatchObject({
      code: 2,
      stdout: expect.stringContaining('did you mean amount?'),
    });
    expect(await run('--input', 'amount')).toMatchObject({
      code: 2,
      stdout: expect.stringContaining('write --input name=value'),
    });
  });

  it('calls subflows from the files beside it', async () => {
    const cwd = await exampleProject({
      'answers.yaml':
        'Line: [{ Product: Panel, Price: 900 }, { Product: Cable, Price: 600.50 }]\nAsk: { Percent: 10 }\n',
    });
    const { stdout } = await runCli(
      ['run', 'flows/order-lines.yaml', '--answers', 'answers.yaml', '--json', '--input', 'lineNumbers=[1,2]'],
      { cwd },
    );
    expect(eventsOf(stdout).at(-1)).toEqual({
      event: 'finished',
      limits: {},
      outputs: { total: 1350.45, products: ['Panel', 'Cable'], isLarge: true },
    });
  });
});

describe('without a terminal and without answers', () => {
  it('names the missing field and exits with 2, and never waits', async () => {
    const { code, stdout, stderr } = await runCli([FLOW], { cwd: await exampleProject() });
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('Account name (Account_Name): Complete this field.');
    expect(stderr).toContain('give them with --answers FILE, for example:');
  });

  it('runs where every screen can go on by itself', async () => {
    const cwd = await exampleProject();
    const { code, stdout } = await runCli([FLOW, '--input', 'accountName=By input', '--json'], { cwd });
    expect(code).toBe(0);
    expect(eventsOf(stdout).at(-1)).toMatchObject({ event: 'finished' });
  });

  it.each([
    [{ Acount_Details: {} }, 'did you mean Account_Details?'],
    [{ Account_Details: { Acount_Name: 'x' } }, 'did you mean Account_Name?'],
    [
      { Account_Details: { Account_Name: 'x', Employees: -1 } },
      'Employees (Employees): -1 is refused: Enter zero or more.',
    ],
    [{ Account_Details: 'x' }, 'Account_Details has no map of fields'],
  ])('refuses wrong answers before anything is sent: %j', async (answers, message) => {
    const cwd = await exampleProject({ 'wrong.yaml': JSON.stringify(answers) });
    const { code, stdout, stderr } = await runCli(['run', FLOW, '--answers', 'wrong.yaml'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stdout).not.toContain('POST');
  });
});

describe('an endless flow', () => {
  it.each([[[]], [['--json']]])('is ended by Ctrl-C with 130: %j', async (more) => {
    const cwd = await exampleProject({
      'flows/endless.yaml': [
        'label: Endless',
        'type: Screen Flow',
        'apiVersion: 66.0',
        'variables: { n: { type: Number, default: 0 } }',
        'start: Count',
        'elements:',
        '  Count: { type: assignment, assign: [ n: { add: 1 } ], next: Again }',
        '  Again: { type: decision, outcomes: { Never: { all: [ n: { lessThan: 0 } ] } }, default: { goTo: Count } }',
        '',
      ].join('\n'),
    });
    const cancel = new AbortController();
    setTimeout(() => cancel.abort(), 200);
    expect(await runCli(['run', 'flows/endless.yaml', ...more], { cwd, signal: cancel.signal })).toMatchObject({
      code: 130,
    });
  });
});

describe('what is not set up', () => {
  it('a user without the permission set: the message of an org, and which step is missing; exit 4', async () => {
    const cwd = await exampleProject();
    const { code, stderr } = await runCli([...ANSWERED, '--as', 'guest.user@example.com'], { cwd });
    expect(code).toBe(4);
    expect(stderr).toContain("We couldn't access the credential(s). You might not have the required permissions");
    expect(stderr).toMatch(/lacks the permission set "Create_Target_Accounts"/);
  });

  it('as JSON ends with the fault, its mend and the exit code', async () => {
    const cwd = await exampleProject();
    const { code, stdout, stderr } = await runCli([...ANSWERED, '--as', 'guest.user@example.com', '--json'], { cwd });
    expect({ code, stderr }).toEqual({ code: 4, stderr: '' });
    const events = eventsOf(stdout);
    expect(events.filter(({ event }) => event === 'fault')).not.toEqual([]);
    expect(events.at(-1)).toMatchObject({
      event: 'failed',
      exitCode: 4,
      fault: {
        code: 'CREDENTIAL_ACCESS',
        element: 'Create_Account',
        help: expect.stringContaining('Create_Target_Accounts') as unknown,
      },
    });
  });

  it('a wrong client secret: exit 4, and where to set it again', async () => {
    const cwd = await exampleProject();
    const { code, stdout, stderr } = await runCli(ANSWERED, { cwd, env: { [SECRET]: PLANTED } });
    expect(code).toBe(4);
    expect(stderr).toContain('Unable to fetch the OAuth token. Error: invalid_client');
    expect(stderr).toContain('flowrun credential set Target_Org Integration clientSecret');
    expect(stdout + stderr).not.toContain(PLANTED);
  });

  it('an org that does not answer: exit 4, since no token can be fetched', async () => {
    const cwd = await exampleProject({
      'flows/org/external-credentials/Target_Org.yaml': [
        'protocol: OAuth 2.0',
        'variant: Client Credentials with Client Secret',
        'tokenEndpoint: http://127.0.0.1:9/services/oauth2/token',
        'principals: { Integration: { type: Named Principal, sequence: 1, parameters: [clientId, clientSecret] } }',
        '',
      ].join('\n'),
      'flows/org/named-credentials/Target_Org.yaml': 'url: http://127.0.0.1:9\nexternalCredential: Target_Org\n',
    });
    const env = { [SECRET]: PLANTED, FLOWRUN_SECRET_TARGET_ORG_INTEGRATION_CLIENTID: 'some-client-id' };
    const { code, stderr } = await runCli(ANSWERED, { cwd, env });
    expect(code).toBe(4);
    expect(stderr).toMatch(/^fault at Create_Account: /);
    expect(stderr).toContain('no token could be fetched from http://127.0.0.1:9');
  });

  it('an unknown user: exit 2, with the users there are', async () => {
    const { code, stderr } = await runCli([...ANSWERED, '--as', 'flow.usr@example.com'], {
      cwd: await exampleProject(),
    });
    expect(code).toBe(2);
    expect(stderr).toContain('did you mean flow.user@example.com?');
  });

  it('an invalid flow: exit 3, with code frames, and nothing runs', async () => {
    const cwd = await exampleProject({ 'flows/broken.yaml': 'label: Broken\nstart: Nowhere\nelements: {}\n' });
    const { code, stdout, stderr } = await runCli(['flows/broken.yaml'], { cwd });
    expect(code).toBe(3);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/error\[.+\]/);
    expect(stderr).toMatch(/--> flows\/broken\.yaml:\d+:\d+/);
  });

  it('a missing file: exit 2', async () => {
    const { code, stderr } = await runCli(['run', 'flows/none.yaml'], { cwd: await exampleProject() });
    expect({ code, stderr }).toEqual({ code: 2, stderr: 'error: flows/none.yaml: there is no such file\n' });
  });
});

describe('faults of the target org', () => {
  const unhandled = [
    'label: Create without a name',
    'type: Screen Flow',
    'apiVersion: 66.0',
    'start: Create',
    'elements:',
    '  Create:',
    '    type: httpCallout',
    '    namedCredential: Target_Org',
    '    method: POST',
    '    path: /services/data/v66.0/sobjects/Account',
    '    body: { Industry: Energy }',
    '',
  ];

  it('without a fault connector end the flow: a panel on stderr, exit 1', async () => {
    const cwd = await exampleProject({ 'flows/nameless.yaml': unhandled.join('\n') });
    const { code, stdout, stderr } = await runCli(['flows/nameless.yaml'], { cwd });
    expect(code).toBe(1);
    expect(stdout).toContain('failed');
    expect(stderr).toContain('The flow stopped at Create (CALLOUT_STATUS)');
    expect(stderr).toMatch(/Required fields are missing: \[Name\]/);
  });

  it('as JSON end with the fault and the exit code', async () => {
    const cwd = await exampleProject({ 'flows/nameless.yaml': unhandled.join('\n') });
    const { stdout, stderr } = await runCli(['flows/nameless.yaml', '--json'], { cwd });
    expect(stderr).toBe('');
    expect(eventsOf(stdout).at(-1)).toMatchObject({
      event: 'failed',
      exitCode: 1,
      fault: {
        code: 'CALLOUT_STATUS',
        element: 'Create',
        message: expect.stringContaining('REQUIRED_FIELD_MISSING') as unknown,
      },
    });
  });

  it('with a fault connector show the screen that says why', async () => {
    const screens = [
      '    next: Done',
      '    fault: Refused',
      '  Done: { type: screen }',
      '  Refused:',
      '    type: screen',
      "    fields: { Reason: { type: displayText, text: '{!$Flow.FaultMessage}' } }",
      '',
    ];
    const cwd = await exampleProject({ 'flows/nameless.yaml': [...unhandled.slice(0, -1), ...screens].join('\n') });
    const { code, stdout, stderr } = await runCli(['flows/nameless.yaml'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/Refused \[Finish\]\n {2}.*Required fields are missing: \[Name\]/);
    expect(stderr).toMatch(/^fault at Create: /);
  });
});

describe('a planted secret', () => {
  const forms = [
    PLANTED,
    encodeURIComponent(PLANTED),
    Buffer.from(PLANTED).toString('base64'),
    Buffer.from(`3MVG9.embedded.flowrun.consumer.key:${PLANTED}`).toString('base64'),
  ];

  it.each([
    ['run', [...ANSWERED, '--trace']],
    ['run --json', [...ANSWERED, '--trace', '--json']],
    ['doctor', ['doctor', FLOW]],
    ['doctor --json', ['doctor', FLOW, '--json']],
    ['test', ['test', 'flows/create-account.test.yaml', '--reporter', 'json']],
    ['credential list', ['credential', 'list']],
  ])('that is right is in no output and no file of flowrun: %s', async (_, argv) => {
    const cwd = await exampleProject({ [CONNECTED_APP]: APP_WITH(PLANTED) });
    const { code, stdout, stderr } = await runCli(argv, { cwd, env: { [SECRET]: PLANTED } });
    expect(code).toBe(0);
    for (const form of forms) {
      expect(stdout + stderr).not.toContain(form);
      const holding = await filesHolding(cwd, form);
      expect(holding.filter((file) => file !== join(cwd, CONNECTED_APP))).toEqual([]);
    }
  });

  it.each([
    ['run', ANSWERED],
    ['run --json', [...ANSWERED, '--json', '--trace']],
    ['doctor', ['doctor', FLOW]],
  ])('that is wrong is in no output and no file either: %s', async (_, argv) => {
    const cwd = await exampleProject();
    const { code, stdout, stderr } = await runCli(argv, { cwd, env: { [SECRET]: PLANTED } });
    expect(code).toBe(4);
    for (const form of forms) {
      expect(stdout + stderr).not.toContain(form);
      expect(await filesHolding(cwd, form)).toEqual([]);
    }
  });

  it('in a password field is masked in every event', async () => {
    const cwd = await exampleProject({
      'flows/login.yaml': [
        'label: Login',
        'type: Screen Flow',
        'apiVersion: 66.0',
        'variables: { copy: { type: Text, output: true } }',
        'start: Ask',
        'elements:',
        '  Ask: { type: screen, fields: { Code: { type: password, label: Code } }, next: Keep }',
        "  Keep: { type: assignment, assign: [ copy: 'is {!Code}' ], next: Show }",
        "  Show: { type: screen, fields: { Text: { type: displayText, text: 'You typed {!Code}' } } }",
        '',
      ].join('\n'),
      'answers.yaml': 'Ask: { Code: hunter2-and-more }\n',
    });
    for (const more of [['--json', '--trace'], ['--trace']]) {
      const { code, stdout, stderr } = await runCli(['run', 'flows/login.yaml', '--answers', 'answers.yaml', ...more], {
        cwd,
      });
      expect({ code, leaked: (stdout + stderr).includes('hunter2') }).toEqual({ code: 0, leaked: false });
      expect(stdout).toContain('You typed ***');
    }
  });
});
