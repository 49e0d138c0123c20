/** Waits as a flow's author sees them: which events are waited for, what they bring, where the flow goes on. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type RunFlowOptions, runFlow } from '../../src/testing/index.ts';
import { runCli } from '../cli/run-cli.ts';
import { exampleProject, projectOf } from './temporary-project.ts';

const NOW = new Date('2026-01-31T10:00:00Z');

async function run(events: string, options: RunFlowOptions = {}, more = '') {
  const folder = await projectOf({
    'flows/org/users/admin.yaml': 'username: admin@example.com\nlastName: Admin\n',
    'flows/main.yaml': `type: Autolaunched Flow
variables:
  got: { type: JSON, output: true }
  at: { type: DateTime, output: true }
  yes: { type: Boolean, default: true }
start: Pause
elements:
  Pause:
    type: wait
    events: ${events}
    default: Nothing
    fault: Failed
  Woken: { type: assignment, assign: [ at: '{!$Flow.CurrentDateTime}' ] }
  Nothing: { type: assignment, assign: [ got: nothing ] }
  Failed: { type: assignment, assign: [ got: '{!$Flow.FaultMessage}' ] }
${more}`,
  });
  return runFlow(join(folder, 'flows/main.yaml'), { cwd: folder, now: NOW, ...options });
}

describe('a wait', () => {
  it.each([
    ['2 Hours', '2026-01-31T12:00:00.000Z'],
    ['30 Minutes', '2026-01-31T10:30:00.000Z'],
    ['1 Months', '2026-02-28T10:00:00.000Z'],
  ])('for %s', async (offset, at) => {
    expect((await run(`{ Later: { offset: ${offset}, next: Woken } }`)).outputs.at).toBe(at);
  });

  it.each([
    ['a time', "'2026-02-01T00:00:00Z'", '2026-02-01T00:00:00.000Z'],
    ['a time that is past: at once', "'2025-02-01T00:00:00Z'", '2026-01-31T10:00:00.000Z'],
  ])('for an alarm with %s', async (_what, time, at) => {
    const alarm = `{ Alarm: { event: AlarmEvent, inputs: { AlarmTime: ${time} }, next: Woken } }`;
    expect((await run(alarm)).outputs.at).toBe(at);
  });

  it('goes on at the first of its events', async () => {
    const alarms = `{ Long: { offset: 3 Days, next: Nothing }, Short: { offset: 1 Days, next: Woken } }`;
    expect((await run(alarms)).outputs).toMatchObject({ got: null, at: '2026-02-01T10:00:00.000Z' });
  });

  it('waits only for events whose conditions hold, and takes the default where there are none', async () => {
    const never = '{ Never: { offset: 1 Days, all: [ yes: false ], next: Woken } }';
    expect((await run(never)).outputs.got).toBe('nothing');
  });

  it('reads the time in a field of a record', async () => {
    const alarm = `{ Close: { event: DateRefAlarmEvent, next: Woken, inputs: { TimeTableColumnEnumOrId: Opportunity,
      EntityObjectId: 006000000000001AAA, TimeFieldColumnEnumOrId: CloseDate, TimeOffset: -1, TimeOffsetUnit: Days } } }`;
    const records = {
      Opportunity: [{ Id: '006000000000001AAA', Name: 'Deal', StageName: 'New', CloseDate: '2026-03-01' }],
    };
    expect((await run(alarm, { records })).outputs.at).toBe('2026-02-28T00:00:00.000Z');
  });

  it('takes its fault path where the time is unknown', async () => {
    const empty = await run("{ Alarm: { event: AlarmEvent, inputs: { AlarmTime: '{!at}' }, next: Woken } }");
    expect(empty.outputs.got).toContain('The time to wait for is empty.');
    const unit = await run(
      "{ Alarm: { event: AlarmEvent, inputs: { AlarmTime: '{!$Flow.CurrentDateTime}', TimeOffset: 1, TimeOffsetUnit: Day }, next: Woken } }",
    );
    expect(unit.outputs.got).toContain('did you mean Days?');
  });

  it('takes an event with what it brings: the whole of it, or fields', async () => {
    const event = '{ Sent: { event: Sent__e, outputs: { Sent__e: got }, next: Woken }, Late: { offset: 1 Days } }';
    const waits = { Pause: { event: 'Sent', payload: { By__c: 'Pigeon' } } };
    expect((await run(event, { waits })).outputs).toMatchObject({ got: { By__c: 'Pigeon' } });
  });

  it('begins a new transaction: what was saved before stays', async () => {
    const { records, status } = await run(
      '{ Later: { offset: 1 Days, next: Save } }',
      {},
      `  Save: { type: createRecords, object: Account, set: { Name: Kept }, next: Again }
  Again: { type: wait, events: { Later_Still: { offset: 1 Days, next: Break } } }
  Break: { type: createRecords, object: Account, set: { Website: x } }
`,
    );
    expect(status).toBe('failed');
    expect(records.Account).toMatchObject([{ Name: 'Kept' }]);
  });
});

describe('tests of waits', () => {
  it('name events that are waited for', async () => {
    const event = '{ Sent: { event: Sent__e, next: Woken } }';
    await expect(run(event)).rejects.toThrow('Pause waits for Sent (Sent__e {})');
    await expect(run(event, { waits: { Pause: { event: 'Received' } } })).rejects.toThrow(
      'Pause does not wait for Received here',
    );
    await expect(run(event, { waits: { Pause: [] } })).rejects.toThrow('its stub has 0 answers');
  });
});

describe('flowrun run', () => {
  const ARGS = ['run', 'flows/await-shipment.yaml', '-i', 'orderNumber=A1', '-i', 'orderedAt=2999-01-01T00:00:00Z'];

  it('says what a flow waits for, skips it, or brings the event', async () => {
    const cwd = await exampleProject();
    const waiting = await runCli(ARGS, { cwd });
    expect(waiting.code).toBe(1);
    expect(waiting.stderr).toContain('Wait_For_Shipment waits for Late at 2999-01-04T00:00:00.000Z or Shipped');
    expect((await runCli([...ARGS, '--skip-waits'], { cwd })).stdout).toContain('Await shipment finished');
    const event = 'Order_Shipped__e={"Order_Number__c": "A1", "Carrier__c": "DHL"}';
    expect((await runCli([...ARGS, '--event', event], { cwd })).stdout).toMatch(/carrier\s+DHL/);
    expect((await runCli([...ARGS, '--event', 'Order_Shipped__e={'], { cwd })).code).toBe(2);
  });
});
