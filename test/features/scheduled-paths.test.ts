/** Paths of record-triggered flows that wait for their time: jobs of the org that flows run in. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { eventsOf, projectOf } from './temporary-project.ts';

const DAY = 86_400_000;

const FILES = {
  'flows/org/users/admin.yaml': 'username: admin@example.com\nlastName: Admin\n',
  'flows/org/objects/Visit__c.yaml': `label: Visit
fields: { Day__c: Date, Open__c: Checkbox, Log__c: Text }
`,
  'flows/remind.yaml': `type: Autolaunched Flow
status: Active
start:
  trigger: RecordAfterSave
  object: Visit__c
  when: CreateAndUpdate
  where: [ Open__c: true ]
  scheduledPaths:
    Day_Before: { offset: -1 Days, from: Day__c, next: Remind }
    Hour_After: { offset: 1 Hours, from: RecordTriggerEvent, next: Ask }
elements:
  Remind: { type: createRecords, object: Task, set: { Subject: 'Remind {!$Record.Name}', Description: '{!today}' } }
  Ask: { type: createRecords, object: Task, set: { Subject: 'Ask {!$Record.Name}' } }
formulas: { today: { type: Text, expression: 'TEXT(TODAY())' } }
`,
  'flows/add.yaml': `type: Autolaunched Flow
variables:
  day: { type: Date, input: true }
  open: { type: Boolean, input: true, default: true }
start: Add
elements:
  Add: { type: createRecords, object: Visit__c, set: { Name: Acme, Day__c: '{!day}', Open__c: '{!open}' } }
`,
  'flows/change.yaml': `type: Autolaunched Flow
variables:
  day: { type: Date, input: true }
  open: { type: Boolean, input: true, default: true }
start: Change
elements:
  Change: { type: updateRecords, object: Visit__c, where: [ Name: Acme ], set: { Day__c: '{!day}', Open__c: '{!open}' } }
`,
  'flows/remove.yaml': `type: Autolaunched Flow
start: Remove
elements: { Remove: { type: deleteRecords, object: Visit__c, where: [ Name: Acme ] } }
`,
};

async function project(more: Readonly<Record<string, string>> = {}) {
  const cwd = await projectOf({ ...FILES, ...more });
  const ok = async (...args: readonly string[]) => {
    const { code, stdout, stderr } = await runCli([...args], { cwd });
    expect([code, stderr.includes('error')], stdout + stderr).toEqual([0, false]);
    return { stdout, stderr };
  };
  return {
    cwd,
    run: ok,
    add: (day: string, open = true) => ok('run', 'flows/add.yaml', '-i', `day=${day}`, '-i', `open=${open}`),
    change: (day: string, open = true) => ok('run', 'flows/change.yaml', '-i', `day=${day}`, '-i', `open=${open}`),
    jobs: async (): Promise<readonly Readonly<Record<string, string>>[]> =>
      JSON.parse((await ok('org', 'jobs', '--json')).stdout).jobs,
    tasks: async (): Promise<readonly Readonly<Record<string, string>>[]> => {
      const soql = 'SELECT Subject, Description FROM Task ORDER BY Subject';
      return JSON.parse((await ok('org', 'query', soql, '--org', 'home', '--json')).stdout).records;
    },
  };
}

const dayFromNow = (days: number): string => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

describe('scheduled paths', () => {
  it('are jobs of the org, and run as of their time', async () => {
    const { add, jobs, run, tasks, cwd } = await project();
    const day = dayFromNow(30);
    const { stderr } = await add(day);
    expect(stderr).toMatch(
      /remind: the path Day_Before is due \d{4}-\d\d-\d\d \d\d:\d\dZ; flowrun org run-jobs runs it then/,
    );
    expect(await jobs()).toMatchObject([
      { flow: 'remind', path: 'Hour_After', object: 'Visit__c', user: 'admin', file: 'remind.yaml' },
      { flow: 'remind', path: 'Day_Before' },
    ]);
    expect((await run('org', 'run-jobs')).stdout).toMatch(/^0 jobs due by/);
    expect(await tasks()).toEqual([]);

    expect((await run('org', 'run-jobs', '--until', dayFromNow(2))).stdout).toMatch(
      /Hour_After a\w+ finished\n1 job due by/,
    );
    const table = await run('org', 'jobs');
    expect(table.stdout).toMatch(/Due +Flow +Path +Object +Record +User\n.*Day_Before.*\n1 job/);
    const { code, stdout } = await runCli(['org', 'run-jobs', '--until', dayFromNow(40), '--json'], { cwd });
    expect(code).toBe(0);
    expect(eventsOf(stdout)).toMatchObject([{ job: { path: 'Day_Before' }, outcome: 'finished', fault: null }]);
    expect(await tasks()).toMatchObject([
      { Subject: 'Ask Acme' },
      { Subject: 'Remind Acme', Description: dayFromNow(29) },
    ]);
    expect(await jobs()).toEqual([]);
  });

  it('move with the record, and go once it does not meet the entry conditions', async () => {
    const { add, change, jobs, run } = await project();
    await add(dayFromNow(30));
    const before = await jobs();
    await change(dayFromNow(60));
    const after = await jobs();
    expect(after.map(({ path }) => path)).toEqual(['Hour_After', 'Day_Before']);
    expect(Date.parse(after[1]?.due ?? '') - Date.parse(before[1]?.due ?? '')).toBe(30 * DAY);
    await change(dayFromNow(60), false);
    expect(await jobs()).toEqual([]);
    await change(dayFromNow(60));
    expect(await jobs()).toHaveLength(2);
    await run('run', 'flows/remove.yaml');
    expect(await jobs()).toEqual([]);
  });

  it('run right after the save where their time has passed', async () => {
    const { add, jobs, tasks } = await project();
    await add(dayFromNow(-3));
    expect((await jobs()).map(({ path }) => path)).toEqual(['Hour_After']);
    expect(await tasks()).toMatchObject([{ Subject: 'Remind Acme' }]);
  });

  it('are not planned for a record that is not let in, nor by a transaction that is rolled back', async () => {
    const { add, jobs, cwd } = await project({
      'flows/fail.yaml': `type: Autolaunched Flow
start: Add
elements:
  Add: { type: createRecords, object: Visit__c, set: { Name: Lost, Open__c: true }, next: Break }
  Break: { type: customError, errors: [ { message: No } ] }
`,
    });
    await add(dayFromNow(30), false);
    expect((await runCli(['run', 'flows/fail.yaml'], { cwd })).code).toBe(1);
    expect(await jobs()).toEqual([]);
  });

  it('stay where the flow cannot be read or is not active, and say so', async () => {
    const { add, jobs, run, cwd, tasks } = await project();
    await add(dayFromNow(30));
    const file = join(cwd, 'flows/remind.yaml');
    const until = ['--until', dayFromNow(40)];
    await writeFile(file, FILES['flows/remind.yaml'].replace('Active', 'Draft'));
    expect((await run('org', 'run-jobs', ...until)).stdout).toMatch(/Day_Before \w+ waits: the flow is not active/);
    await writeFile(file, FILES['flows/remind.yaml'].replace('next: Ask', 'next: Nowhere'));
    const broken = await runCli(['org', 'run-jobs', ...until], { cwd });
    expect(broken.code).toBe(1);
    expect(broken.stdout).toMatch(
      /Hour_After \w+ failed: flows\/remind.yaml: Hour_After leads to an element that does not exist/,
    );
    expect(await jobs()).toHaveLength(2);
    await writeFile(file, FILES['flows/remind.yaml'].replace('Day_Before', 'Two_Days_Before'));
    const renamed = await runCli(['org', 'run-jobs', ...until], { cwd });
    expect(renamed.stdout).toMatch(/has no scheduled path Day_Before any more/);
    expect(await tasks()).toMatchObject([{ Subject: 'Ask Acme' }]);
    expect(await jobs()).toEqual([]);
  });

  it('tell a wrong time, and arguments that nobody takes', async () => {
    const { cwd } = await project();
    const wrong = await runCli(['org', 'run-jobs', '--until', 'soon'], { cwd });
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringMatching(/--until soon is no time.*2026-12-24/s)]);
    expect((await runCli(['org', 'jobs', 'x'], { cwd })).code).toBe(2);
  });
});
