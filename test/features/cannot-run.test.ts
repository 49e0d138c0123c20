import { describe, expect, it } from 'vitest';
import { runFlow } from '../../src/project/index.ts';
import { runCli } from '../cli/run-cli.ts';
import { projectOf } from './temporary-project.ts';

/** Flows of kinds that only an org can run say so at once, whatever else would be asked for to run them. */

const ORCHESTRATION = `label: Hire
type: Orchestrator
apiVersion: 60.0
start: { trigger: RecordAfterSave, object: Account, when: Create, next: Interview }
metadata:
  orchestratedStages: [ { name: Interview, label: Interview, stageSteps: { name: Ask, actionName: Ask_Flow } } ]
`;

const PROCESS = `label: Order
type: Workflow
apiVersion: 48.0
variables:
  myVariable_current: { type: Record, object: Account, input: true, output: true }
start: Decide
elements:
  Decide:
    type: decision
    outcomes: { Is_Large: { all: [ myVariable_current.AnnualRevenue: { greaterThan: 100 } ], next: Mark } }
  Mark: { type: assignment, assign: [ myVariable_current.Rating: Hot ] }
`;

const FOREIGN = `label: Ground
type: PromptFlow
apiVersion: 62.0
start: { trigger: Capability, next: Say }
variables: { x: { type: Text, output: true } }
elements: { Say: { type: assignment, assign: [ x: hello ] } }
`;

describe('an orchestration', () => {
  it('is refused before it asks for the record that starts it', async () => {
    const cwd = await projectOf({ 'hire.yaml': ORCHESTRATION });
    const run = await runCli(['hire.yaml'], { cwd });
    expect(run.code).toBe(1);
    expect(run.stdout).toBe('');
    expect(run.stderr).toBe(
      [
        'error: hire is an orchestration (its first stage is Interview), which needs an org: people and queues that work items go to, and days between steps',
        '  run the flows of its steps one by one; flowrun validate checks it, import and export convert it without loss',
        '',
      ].join('\n'),
    );
    expect((await runCli(['validate', 'hire.yaml'], { cwd })).code).toBe(0);
  });

  it('is refused whatever it is given, as one line of JSON where that is asked for', async () => {
    const cwd = await projectOf({ 'hire.yaml': ORCHESTRATION });
    const given = ['--triggering-record', '{"Name": "A"}', '--input', 'nothing=1', '--answers', 'no-such-file.yaml'];
    const run = await runCli(['hire.yaml', ...given, '--json'], { cwd });
    expect(run.code).toBe(1);
    expect(JSON.parse(run.stdout)).toMatchObject({ error: { code: 'UNSUPPORTED', exitCode: 1 } });
  });

  it('is refused by the API', async () => {
    const cwd = await projectOf({ 'hire.yaml': ORCHESTRATION });
    const presenter = { present: () => Promise.reject(new TypeError('no screen was expected')) };
    await expect(runFlow('hire.yaml', { cwd, presenter, env: {} })).rejects.toMatchObject({ code: 'UNSUPPORTED' });
  });
});

describe('a process of Process Builder', () => {
  it('says what starts it, and how it runs', async () => {
    const cwd = await projectOf({ 'order.yaml': PROCESS });
    const run = await runCli(['order.yaml'], { cwd });
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('order is a process of Process Builder: saving a record of Account starts it');
    expect(run.stderr).toContain('flowrun migrate order.yaml');
  });

  it('runs with a record', async () => {
    const cwd = await projectOf({ 'order.yaml': PROCESS });
    const run = await runCli(['order.yaml', '--json', '--input', 'myVariable_current={"AnnualRevenue": 200}'], { cwd });
    expect(JSON.parse(run.stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({
      outputs: { myVariable_current: { Rating: 'Hot' } },
    });
  });
});

it('a flow with a trigger of another kind names it', async () => {
  const cwd = await projectOf({ 'ground.yaml': FOREIGN });
  const run = await runCli(['ground.yaml'], { cwd });
  expect(run.code).toBe(1);
  expect(run.stderr).toContain('ground cannot run here: flows with the trigger Capability are read but cannot run');
});
