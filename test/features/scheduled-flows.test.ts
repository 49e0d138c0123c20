/** Scheduled flows, started by hand: an interview for every record that the start lets in. */
import { describe, expect, it } from 'vitest';
import { runFlow } from '../../src/testing/index.ts';
import { runCli } from '../cli/run-cli.ts';
import { eventsOf, projectOf } from './temporary-project.ts';

const FILES = {
  'flows/org/users/admin.yaml': 'username: admin@example.com\nlastName: Admin\n',
  'flows/org/objects/Visit__c.yaml': 'label: Visit\nfields: { Open__c: Checkbox, Log__c: { type: Text, length: 5 } }\n',
  'flows/nightly.yaml': `type: Autolaunched Flow
status: Active
start: { trigger: Scheduled, object: Visit__c, where: [ Open__c: true ], next: Note }
elements:
  Note: { type: updateRecords, record: $Record, set: { Log__c: '{!$Record.Name}' } }
`,
  'flows/alone.yaml': `type: Autolaunched Flow
start: { trigger: Scheduled, next: Add }
elements: { Add: { type: createRecords, object: Visit__c, set: { Name: Added } } }
`,
  'flows/fill.yaml': `type: Autolaunched Flow
variables: { names: { type: Record, object: Visit__c, collection: true, input: true } }
start: Add
elements: { Add: { type: createRecords, record: names } }
`,
};

const filled = async (...visits: readonly Readonly<Record<string, unknown>>[]) => {
  const cwd = await projectOf({ ...FILES, 'visits.json': JSON.stringify({ names: visits }) });
  expect((await runCli(['run', 'flows/fill.yaml', '--inputs', 'visits.json'], { cwd })).code).toBe(0);
  const logs = async (): Promise<readonly unknown[]> => {
    const soql = 'SELECT Name, Log__c FROM Visit__c ORDER BY Name';
    const { stdout } = await runCli(['org', 'query', soql, '--json'], { cwd });
    return JSON.parse(stdout).records.map(({ Log__c }: { Log__c: unknown }) => Log__c);
  };
  return { cwd, logs };
};

describe('a scheduled flow', () => {
  it('runs for each record that meets the conditions of its start', async () => {
    const { cwd, logs } = await filled({ Name: 'A', Open__c: true }, { Name: 'B' }, { Name: 'C', Open__c: true });
    const { code, stdout, stderr } = await runCli(['run', 'flows/nightly.yaml'], { cwd });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^. nightly finished for 2 Visit__c records \(/);
    expect(await logs()).toEqual(['A', null, 'C']);
  });

  it('goes on with the others where one fails, and has failed', async () => {
    const { cwd, logs } = await filled({ Name: 'Too long', Open__c: true }, { Name: 'Z', Open__c: true });
    const text = await runCli(['run', 'flows/nightly.yaml'], { cwd });
    expect(text.code).toBe(1);
    expect(text.stdout).toMatch(/nightly failed for 1 of 2 Visit__c records/);
    expect(text.stderr).toMatch(/^fault at Note: .*STRING_TOO_LONG.*\nfailed for \w{18}\n$/);
    expect(await logs()).toEqual([null, 'Z']);
    const json = await runCli(['run', 'flows/nightly.yaml', '--json'], { cwd });
    expect(eventsOf(json.stdout).filter(({ event }) => event === 'interview')).toMatchObject([
      { status: 'failed', fault: { code: 'STRING_TOO_LONG' } },
      { status: 'finished', fault: null },
    ]);
    expect(eventsOf(json.stdout).at(-1)).toMatchObject({
      event: 'failed',
      exitCode: 1,
      batch: { object: 'Visit__c', records: 2, failed: 1 },
    });
  });

  it('runs once where it has no object, and for one record where that is given', async () => {
    const { cwd, logs } = await filled({ Name: 'A', Open__c: true });
    expect((await runCli(['run', 'flows/alone.yaml'], { cwd })).code).toBe(0);
    const given = '{"Name": "Mine", "Open__c": true}';
    expect((await runCli(['run', 'flows/nightly.yaml', '--triggering-record', given], { cwd })).code).toBe(0);
    expect(await logs()).toEqual([null, null, 'Mine']);
  });

  it('is tested with the records that are there', async () => {
    const cwd = await projectOf(FILES);
    const visits = [{ Name: 'A', Open__c: true }, { Name: 'Too long', Open__c: true }, { Name: 'B' }];
    const run = await runFlow('flows/nightly.yaml', { cwd, records: { Visit__c: visits } });
    expect(run).toMatchObject({ status: 'failed', fault: { code: 'STRING_TOO_LONG' }, path: ['Note', 'Note'] });
    expect(run.records.Visit__c).toMatchObject([{ Log__c: 'A' }, { Log__c: null }, { Log__c: null }]);
    expect(await runFlow('flows/nightly.yaml', { cwd })).toMatchObject({ status: 'finished', path: [] });
  });
});
