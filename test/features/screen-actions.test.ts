/** Buttons that run a flow while the screen stays. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type RunFlowOptions, runFlow } from '../../src/testing/index.ts';
import { projectOf } from './temporary-project.ts';

const MAIN = `type: Screen Flow
variables: { found: { type: Text, output: true }, id: { type: Text, output: true } }
start: Ask
elements:
  Ask:
    type: screen
    fields:
      Who: { type: text }
      Save: { type: actionButton }
      Locked: { type: actionButton, inputs: { disabled: true } }
      Again: { type: text, default: '{!Keep.Results.id}', onRevisit: reset }
    actions:
      Keep: { flow: keeper, inputs: { name: '{!Who}' }, on: Save }
    next: Done
  Done: { type: assignment, assign: [ found: '{!Again}', id: '{!Keep.Results.id}' ] }
`;
const KEEPER = `type: Autolaunched Flow
variables: { name: { type: Text, input: true }, id: { type: Text, output: true } }
start: Make
elements:
  Make: { type: createRecords, object: Account, set: { Name: '{!name}' }, outputs: id }
`;

async function run(screens: RunFlowOptions['screens'], more: RunFlowOptions = {}) {
  const folder = await projectOf({
    'flows/org/users/admin.yaml': 'username: admin@example.com\nlastName: Admin\n',
    'flows/main.yaml': MAIN,
    'flows/keeper.yaml': KEEPER,
  });
  return runFlow(join(folder, 'flows/main.yaml'), { cwd: folder, ...(screens ? { screens } : {}), ...more });
}

describe('an action of a screen', () => {
  it('runs with what was entered, commits what it saves, and leaves every entry as it was', async () => {
    const { outputs, records, actions } = await run({
      Ask: [{ Who: 'Acme', Again: 'typed', $press: 'Save' }, {}],
    });
    expect(records.Account).toMatchObject([{ Name: 'Acme' }]);
    expect(outputs).toEqual({ found: 'typed', id: records.Account?.[0]?.Id });
    expect(actions).toMatchObject([{ element: 'Ask', kind: 'flow', name: 'keeper' }]);
  });

  it('may be run again and again', async () => {
    const { records } = await run({ Ask: [{ Who: 'A', $press: 'Save' }, { Who: 'B', $press: 'Save' }, {}] });
    expect(records.Account).toMatchObject([{ Name: 'A' }, { Name: 'B' }]);
  });

  it('that fails leaves the person on the screen', async () => {
    const { status, outputs, records } = await run({ Ask: [{ Who: '', $press: 'Save' }, {}] });
    expect(status).toBe('finished');
    expect(outputs.id).toBeNull();
    expect(records).toEqual({});
  });

  it('is started by a button that is there and may be pressed', async () => {
    await expect(run({ Ask: { $press: 'Sav' } })).rejects.toMatchObject({
      help: 'it can be next, previous, finish, Save, Locked',
    });
    await expect(run({ Ask: { $press: 'Locked' } })).rejects.toThrow(/button Locked.+cannot be pressed/);
    await expect(run({ Ask: { Who: 'A', $press: 'Save' } })).rejects.toThrow(/go round for ever|nothing changed/);
  });
});
