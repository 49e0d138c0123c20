/** What a save sets off: flows before and after it, in their order, in its transaction, and paths after the commit. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type RunFlowOptions, runFlow } from '../../src/testing/index.ts';
import { runCli } from '../cli/run-cli.ts';
import { eventsOf, exampleProject, projectOf } from './temporary-project.ts';

const ORG = {
  'flows/org/users/admin.yaml': 'username: admin@example.com\nlastName: Admin\n',
  'flows/org/objects/Job__c.yaml': `label: Job
nameField: { label: Name }
fields:
  Log__c: { type: Text, length: 255 }
  Count__c: { type: Number, scale: 0 }
  Owner_Account__c: { type: Lookup, references: Account }
`,
};

const create = (set: string): string => `type: Autolaunched Flow
variables: { message: { type: Text, output: true } }
start: Create
elements:
  Create:
    type: createRecords
    object: Job__c
    set: ${set}
    fault: Refused
  Refused: { type: assignment, assign: [ message: '{!$Flow.FaultMessage}' ] }
`;

const triggered = (start: string, elements: string, more = ''): string => `type: Autolaunched Flow
status: Active
start: { ${start} }
elements:
${elements}
${more}`;

const log = (name: string): string =>
  `  ${name}: { type: assignment, assign: [ $Record.Log__c: '{!$Record.Log__c}${name}' ] }`;

async function run(files: Readonly<Record<string, string>>, options: RunFlowOptions = {}) {
  const folder = await projectOf({ ...ORG, 'flows/main.yaml': create('{ Name: One, Log__c: ">" }'), ...files });
  return runFlow(join(folder, 'flows/main.yaml'), { ...options, cwd: folder });
}

const BEFORE = 'trigger: RecordBeforeSave, object: Job__c, when: Create';
const AFTER = 'trigger: RecordAfterSave, object: Job__c, when: CreateAndUpdate';

describe('flows before the save', () => {
  it('run in their order: those with one up to 1,000, those without, those with a greater one', async () => {
    const { records } = await run({
      'flows/a.yaml': triggered(`${BEFORE}, order: 1001, next: A`, log('A')),
      'flows/b.yaml': triggered(`${BEFORE}, next: B`, log('B')),
      'flows/c.yaml': triggered(`${BEFORE}, order: 20, next: C`, log('C')),
      'flows/d.yaml': triggered(`${BEFORE}, order: 3, next: D`, log('D')),
      'flows/draft.yaml': triggered(`${BEFORE}, next: X`, log('X')).replace('Active', 'Draft'),
      'flows/update.yaml': triggered(`${BEFORE.replace('Create', 'Update')}, next: U`, log('U')),
    });
    expect(records.Job__c).toMatchObject([{ Log__c: '>DCBA' }]);
  });

  it('may look records up and nothing else', async () => {
    const { outputs, records } = await run({
      'flows/a.yaml': triggered(
        `${BEFORE}, next: Make`,
        '  Make: { type: createRecords, object: Account, set: { Name: No } }',
      ),
    });
    expect(outputs.message).toMatch(/CANNOT_EXECUTE_FLOW_TRIGGER.+nothing else/);
    expect(records).toEqual({});
  });

  it('update the record in hand without a save', async () => {
    const { records } = await run({
      'flows/a.yaml': triggered(
        `${BEFORE}, next: Set`,
        '  Set: { type: updateRecords, record: $Record, set: { Log__c: set, Count__c: 3 } }',
      ),
    });
    expect(records.Job__c).toMatchObject([{ Log__c: 'set', Count__c: 3 }]);
  });
});

describe('flows after the save', () => {
  it('see the id, and are not started again by what they save of their own record', async () => {
    const { records } = await run({
      'flows/a.yaml': triggered(
        `${AFTER}, next: Count`,
        "  Count: { type: updateRecords, record: $Record, set: { Count__c: '{!more}', Log__c: '{!$Record.Id}' } }",
        "formulas: { more: { type: Number, scale: 0, expression: 'NULLVALUE({!$Record.Count__c}, 0) + 1' } }\n",
      ),
    });
    const [job] = records.Job__c ?? [];
    expect(job).toMatchObject({ Count__c: 1, Log__c: job?.Id });
  });

  it('stop saves that start each other without end', async () => {
    const { outputs, records } = await run({
      'flows/a.yaml': triggered(
        `${AFTER}, next: More`,
        '  More: { type: createRecords, object: Job__c, set: { Name: More } }',
      ),
    });
    expect(outputs.message).toMatch(/more than 16 levels deep/);
    expect(records).toEqual({});
  });

  it('undo the save with a custom error, in its words', async () => {
    const { outputs, records, fault } = await run({
      'flows/a.yaml': triggered(
        `${AFTER}, next: Refuse`,
        '  Refuse: { type: customError, errors: [ { field: Log__c, message: "Not {!$Record.Name}" } ] }',
      ),
    });
    expect(outputs.message).toContain('FIELD_CUSTOM_VALIDATION_EXCEPTION: Not One');
    expect(fault?.detail).toMatchObject({ fields: ['Log__c'] });
    expect(records).toEqual({});
  });

  it('run in the rights of the system, and share the limits of the save once for a batch', async () => {
    const { records, status } = await run(
      {
        'flows/main.yaml': `type: Autolaunched Flow
variables: { jobs: { type: Record, object: Job__c, collection: true, input: true } }
start: Create
elements: { Create: { type: createRecords, record: jobs } }
`,
        'flows/a.yaml': triggered(
          `${AFTER}, next: Find`,
          `  Find: { type: getRecords, object: Job__c, where: [ Id: '{!$Record.Id}' ], next: Note }
  Note: { type: createRecords, object: Account, set: { Name: '{!Find.Name}' } }`,
        ),
      },
      { inputs: { jobs: Array.from({ length: 120 }, (_, index) => ({ Name: `Job ${index}` })) } },
    );
    expect(status).toBe('finished');
    expect(records.Account).toHaveLength(120);
  });

  it('read parents of the record', async () => {
    const { records } = await run(
      {
        'flows/main.yaml': create('{ Name: One, Owner_Account__c: 001000000000001AAA }'),
        'flows/a.yaml': triggered(
          `${BEFORE}, next: Set`,
          "  Set: { type: assignment, assign: [ $Record.Log__c: '{!$Record.Owner_Account__r.Name}' ] }",
        ),
      },
      { records: { Account: [{ Id: '001000000000001AAA', Name: 'Acme' }] } },
    );
    expect(records.Job__c).toMatchObject([{ Log__c: 'Acme' }]);
  });
});

describe('entry conditions', () => {
  const noting = (start: string): Record<string, string> => ({
    'flows/a.yaml': triggered(
      `${AFTER}, ${start}, next: Note`,
      '  Note: { type: createRecords, object: Account, set: { Name: Noted } }',
    ),
  });

  it.each([
    ['rows', 'where: [ Name: One, Count__c: { isNull: true } ]', 1],
    ['rows that do not fit', 'where: [ Name: Two ]', 0],
    ['a formula', `where: { formula: "ISNEW() && {!$Record.Name} = 'One'" }`, 1],
    ['a formula that does not fit', 'where: { formula: "NOT(ISNEW())" }', 0],
  ])('%s', async (_name, where, notes) => {
    const { records } = await run(noting(where));
    expect(records.Account ?? []).toHaveLength(notes);
  });

  it('only when changed to meet them', async () => {
    const files = noting('where: [ Log__c: done ], onlyWhenChangedToMeet: true');
    const folder = await projectOf({ ...ORG, ...files });
    const path = async (prior: string | null, record: string) => {
      const given = {
        record: { Name: 'A', Log__c: record },
        prior: prior === null ? null : { Name: 'A', Log__c: prior },
      };
      return (await runFlow(join(folder, 'flows/a.yaml'), { trigger: given, cwd: folder })).path;
    };
    expect(await path(null, 'done')).toEqual(['Note']);
    expect(await path('open', 'done')).toEqual(['Note']);
    expect(await path('done', 'done')).toEqual([]);
    expect(await path('done', 'open')).toEqual([]);
  });
});

describe('before a delete', () => {
  it('refuses it, and sees what would go', async () => {
    const { records, outputs } = await run(
      {
        'flows/main.yaml': `type: Autolaunched Flow
variables: { message: { type: Text, output: true } }
start: Delete
elements:
  Delete: { type: deleteRecords, object: Job__c, where: [ Name: Kept ], fault: Refused }
  Refused: { type: assignment, assign: [ message: '{!$Flow.FaultMessage}' ] }
`,
        'flows/a.yaml': triggered(
          'trigger: RecordBeforeDelete, object: Job__c, when: Delete, next: Refuse',
          "  Refuse: { type: customError, errors: [ { message: 'Keep {!$Record.Name}' } ] }",
        ),
      },
      { records: { Job__c: [{ Name: 'Kept' }] } },
    );
    expect(outputs.message).toContain('Keep Kept');
    expect(records.Job__c).toHaveLength(1);
  });
});

describe('paths after the commit', () => {
  const ASYNC = triggered(
    `${AFTER}, scheduledPaths: { Now: { async: true, next: Note }, Later: { offset: 1 Hours, from: RecordTriggerEvent, next: Note } }`,
    "  Note: { type: createRecords, object: Account, set: { Name: 'After {!$Record.Name}' } }",
  );

  it('run in a transaction of their own, when the save is kept', async () => {
    const { records, status } = await run({ 'flows/a.yaml': ASYNC });
    expect(status).toBe('finished');
    expect(records.Account).toMatchObject([{ Name: 'After One' }]);
  });

  it('do not run when it is rolled back', async () => {
    const { records, status } = await run({
      'flows/main.yaml': create('{ Name: One }')
        .replace('    fault: Refused\n', '    next: Back\n')
        .concat('  Back: { type: rollBackRecords }\n'),
      'flows/a.yaml': ASYNC,
    });
    expect(status).toBe('finished');
    expect(records).toEqual({});
  });

  it('are told of on the command line', async () => {
    const folder = await projectOf({ ...ORG, 'flows/main.yaml': create('{ Name: One }'), 'flows/a.yaml': ASYNC });
    const { stderr, code } = await runCli(['run', 'flows/main.yaml'], { cwd: folder });
    expect(code).toBe(0);
    expect(stderr).toContain('a: the path Now ran after the commit');
    expect(stderr).toMatch(/a: the path Later is due \d.+Z; flowrun org run-jobs runs it then/);
  });
});

describe('flowrun run with the record that starts the flow', () => {
  it('shows what a before-save flow sets', async () => {
    const cwd = await exampleProject();
    const record = '{"Name": "Deal", "StageName": "Prospecting", "CloseDate": "2026-12-01"}';
    const args = ['run', 'flows/check-opportunity.yaml', '--triggering-record', record];
    const { stdout, code } = await runCli(args, { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain('$Record.NextStep  Call back after Prospecting');
  });

  it('says what is missing or wrong', async () => {
    const cwd = await exampleProject();
    const fails = async (...args: string[]): Promise<string> => {
      const { stderr, code } = await runCli(['run', 'flows/celebrate-opportunity.yaml', ...args], { cwd });
      expect(code).toBe(2);
      return stderr;
    };
    expect(await fails()).toContain('is started by Opportunity (RecordAfterSave), and no record is given');
    expect(await fails('--triggering-record', '{Name')).toContain('--triggering-record: ');
    expect(await fails('--triggering-record', '006000000000001AAA')).toContain('no Opportunity with the id');
    expect(await fails('--triggering-record', '{}', '--path', 'Follow_Upp')).toContain('did you mean Follow_Up?');
    expect(await fails('--prior-record', '{}')).toContain('--triggering-record is missing');
  });
});

describe('an outcome that wants the record to have changed', () => {
  const FLOW = `label: Big
type: Autolaunched Flow
apiVersion: 66.0
variables: { taken: { type: Text, output: true } }
start: { trigger: RecordAfterSave, object: Job__c, when: CreateAndUpdate, next: How }
elements:
  How:
    type: decision
    outcomes:
      Became_Big:
        all:
          - $Record.Count__c: { greaterThan: 100 }
        onlyWhenChangedToMeet: true
        next: Became
      Is_Big:
        all:
          - $Record.Count__c: { greaterThan: 100 }
        next: Is
    default: {}
  Became: { type: assignment, assign: [ taken: became ] }
  Is: { type: assignment, assign: [ taken: is ] }
`;

  it.each([
    ['a new record that meets it', '{"Count__c": 200}', undefined, 'became'],
    ['a record that did not meet it', '{"Count__c": 200}', '{"Count__c": 50}', 'became'],
    ['a record that met it before', '{"Count__c": 200}', '{"Count__c": 150}', 'is'],
    ['a record that does not meet it', '{"Count__c": 50}', '{"Count__c": 200}', null],
  ])('is taken by %s as an org does', async (_what, record, prior, taken) => {
    const cwd = await projectOf({ ...ORG, 'flows/big.yaml': FLOW });
    const args = ['run', 'flows/big.yaml', '--json', '--triggering-record', record];
    const { stdout } = await runCli(prior === undefined ? args : [...args, '--prior-record', prior], { cwd });
    expect(eventsOf(stdout).at(-1)?.outputs).toEqual({ taken });
  });

  it('counts its conditions alone in a flow that no record starts', async () => {
    const flow = FLOW.replace(/start: .*/, 'start: How')
      .replace('variables: {', 'variables: { amount: { type: Number, default: 200 },')
      .replaceAll('$Record.Count__c', 'amount');
    const cwd = await projectOf({ ...ORG, 'flows/big.yaml': flow });
    const { stdout } = await runCli(['run', 'flows/big.yaml', '--json'], { cwd });
    expect(eventsOf(stdout).at(-1)?.outputs).toEqual({ taken: 'became' });
  });
});

describe('platform events', () => {
  const EVENT = (publishBehavior: string) => `label: Order Shipped
publishBehavior: ${publishBehavior}
fields: { Number__c: { type: Number, precision: 18, scale: 0 }, Note__c: Text }
`;
  const SUBSCRIBER = triggered(
    'trigger: PlatformEvent, object: Order_Shipped__e, where: [ Number__c: { greaterThan: 1 } ], next: Note',
    "  Note: { type: createRecords, object: Job__c, set: { Name: '{!$Record.Note__c}', Count__c: '{!$Record.Number__c}' } }",
  );
  const files = (after: string, publishBehavior: string) => ({
    'flows/org/objects/Order_Shipped__e.yaml': EVENT(publishBehavior),
    'flows/subscriber.yaml': SUBSCRIBER,
    'flows/main.yaml': `type: Autolaunched Flow
variables:
  message: { type: Text, output: true }
  events: { type: Record, object: Order_Shipped__e, collection: true, input: true }
  number: { type: Number, scale: 0, output: true }
start: Publish
elements:
  Publish: { type: createRecords, record: events, fault: Refused, next: Find }
  Find: { type: getRecords, object: Job__c, records: all, next: Count }
  Count: { type: assignment, assign: [ number: { assignCount: '{!Find}' } ], ${after} }
  Refused: { type: assignment, assign: [ message: '{!$Flow.FaultMessage}' ] }
  Update: { type: updateRecords, object: Order_Shipped__e, where: [ Number__c: 1 ], set: { Note__c: no } }
`,
  });
  const inputs = { events: [{ Number__c: 1 }, { Number__c: 2, Note__c: 'two' }, { Number__c: 3, Note__c: 'three' }] };

  it('start the flows that subscribe to them once they are committed, and are stored nowhere', async () => {
    const { outputs, records, status } = await run(files('', 'PublishAfterCommit'), { inputs });
    expect(status).toBe('finished');
    expect(outputs.number).toBe(0);
    expect(records.Job__c).toMatchObject([
      { Name: 'two', Count__c: 2 },
      { Name: 'three', Count__c: 3 },
    ]);
    expect(records.Order_Shipped__e).toBeUndefined();
  });

  it.each([
    ['PublishImmediately', 2],
    ['PublishAfterCommit', 0],
  ])('%s: of a transaction that is rolled back %i start a flow', async (publishBehavior, count) => {
    const broken = files('next: Break', publishBehavior);
    const main = `${broken['flows/main.yaml']}  Break: { type: customError, errors: [ { message: No } ] }\n`;
    const { records, status } = await run({ ...broken, 'flows/main.yaml': main }, { inputs });
    expect(status).toBe('failed');
    expect(records.Job__c ?? []).toHaveLength(count);
  });

  it('are refused like records', async () => {
    const { outputs, records } = await run(files('', 'PublishAfterCommit'), {
      inputs: { events: [{ Number__c: 'x' }] },
    });
    expect(outputs.message).toMatch(/double from VALUE_STRING value x/);
    expect(records).toEqual({});
  });

  it('come to an end where a flow publishes what starts it', async () => {
    const { records, status } = await run(
      {
        ...files('', 'PublishImmediately'),
        'flows/again.yaml': triggered(
          'trigger: PlatformEvent, object: Order_Shipped__e, next: Again',
          '  Again: { type: createRecords, object: Order_Shipped__e, set: { Number__c: 7 } }',
        ),
      },
      { inputs: { events: [{ Number__c: 2 }] } },
    );
    expect(status).toBe('finished');
    expect(records.Job__c?.length).toBeLessThan(200);
  });
});

describe('formulas of an object', () => {
  it('read the day of the run, in the time zone of whoever saves', async () => {
    const { records, outputs } = await run(
      {
        'flows/org/users/admin.yaml': 'username: admin@example.com\nlastName: Admin\ntimeZone: Pacific/Auckland\n',
        'flows/org/objects/Job__c.yaml': `${ORG['flows/org/objects/Job__c.yaml']}  Made__c: { type: Date, formula: TODAY() }\n`,
      },
      { now: new Date('2026-03-01T20:00:00Z') },
    );
    expect(outputs.message).toBeNull();
    expect(records.Job__c).toMatchObject([{ Made__c: '2026-03-02' }]);
  });
});
