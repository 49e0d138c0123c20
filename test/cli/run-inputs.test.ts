import { describe, expect, it } from 'vitest';
import { readInputs } from '../../src/cli/run-inputs.ts';
import { compileFlow } from '../../src/interview/index.ts';
import type { ResourceType } from '../../src/model/value.ts';
import { projectOf } from '../features/temporary-project.ts';
import { around, flow, variable } from '../interview/build.ts';

const TYPES: Readonly<Record<string, ResourceType>> = {
  text: { dataType: 'Text' },
  amount: { dataType: 'Currency', scale: 2 },
  sure: { dataType: 'Boolean' },
  day: { dataType: 'Date' },
  numbers: { dataType: 'Number', collection: true },
  anything: { dataType: 'JSON' },
};
const OF = flow([], {
  variables: [
    ...Object.entries(TYPES).map(([name, type]) => variable(name, type, { input: true })),
    variable('inner', { dataType: 'Text' }),
  ],
});
const program = compileFlow(OF, around(OF));
const read = (...pairs: readonly string[]) => readInputs({ file: undefined, pairs }, program, '/', 'America/New_York');

describe('readInputs', () => {
  it.each([
    ['text=a=b', { text: 'a=b' }],
    ['text=', { text: '' }],
    ['text= 5 ', { text: ' 5 ' }],
    ['amount=12.50', { amount: { $units: 125, $scale: 1 } }],
    ['sure=true', { sure: true }],
    ['day=2026-01-31', { day: '2026-01-31' }],
    ['numbers=[1,2.5]', { numbers: [1, { $units: 25, $scale: 1 }] }],
    ['anything={"a":1}', { anything: { a: 1 } }],
    ['anything=plain', { anything: 'plain' }],
    ['AMOUNT=1', { amount: 1 }],
  ])('%s', async (pair, expected) => {
    expect(await read(pair)).toEqual(expected);
  });

  it.each([
    ['text', 'USAGE', '--input text: a name and a value are needed'],
    ['=x', 'USAGE', '--input =x: a name and a value are needed'],
    ['inner=x', 'USAGE', 'the flow has no input named inner'],
    ['amuont=1', 'USAGE', 'the flow has no input named amuont'],
    ['amount=much', 'INVALID_VALUE', 'amount: expected'],
  ])('refuses %s', async (pair, code, message) => {
    await expect(read(pair)).rejects.toMatchObject({ code, message: expect.stringContaining(message) as unknown });
  });

  it('takes a file, and options before it', async () => {
    const cwd = await projectOf({ 'inputs.yaml': 'text: from file\nAmount: 3\n', 'list.yaml': '[1]' });
    expect(await readInputs({ file: 'inputs.yaml', pairs: ['amount=4'] }, program, cwd, 'UTC')).toEqual({
      text: 'from file',
      amount: 4,
    });
    await expect(readInputs({ file: 'list.yaml', pairs: [] }, program, cwd, 'UTC')).rejects.toMatchObject({
      code: 'USAGE',
    });
    await expect(readInputs({ file: 'none.yaml', pairs: [] }, program, cwd, 'UTC')).rejects.toMatchObject({
      code: 'UNREADABLE_FILE',
    });
  });
});
