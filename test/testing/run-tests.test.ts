import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REPORTERS, type ReporterName, runTests, type TestRun } from '../../src/testing/index.ts';
import { exampleProject, projectOf } from '../features/temporary-project.ts';

const FLOW = [
  'label: Greeting',
  'type: Screen Flow',
  'apiVersion: 66.0',
  'variables:',
  '  greeting: { type: Text, output: true }',
  'start: Ask',
  'elements:',
  '  Ask:',
  '    type: screen',
  '    fields:',
  '      Who:  { type: text, label: Who, required: true }',
  "      Echo: { type: displayText, html: '<p>Hello <b>{!Who}</b></p>' }",
  '    next: Is_Known',
  '  Is_Known:',
  '    type: decision',
  '    outcomes:',
  '      Known: { all: [ Who: Ada ], next: Keep }',
  '    default: { label: Unknown, next: Look_Up }',
  '  Look_Up:',
  '    type: httpCallout',
  '    namedCredential: People',
  '    method: POST',
  '    path: /people',
  "    body: { name: '{!Who}' }",
  '    next: Keep',
  '  Keep:',
  '    type: assignment',
  "    assign: [ greeting: 'Hello {!Who}' ]",
  '',
].join('\n');
const ORG = {
  'org/named-credentials/People.yaml': 'url: https://people.example.com\nexternalCredential: People\n',
  'org/external-credentials/People.yaml':
    'protocol: No Authentication\nprincipals: { Any: { type: Named Principal, sequence: 1 } }\n',
};

async function run(tests: string, options: { only?: string } = {}): Promise<TestRun> {
  const cwd = await projectOf({
    ...ORG,
    'greet.yaml': FLOW,
    'greet.test.yaml': `flow: greet.yaml\ntests:\n${tests.replace(/^/gm, '  ')}\n`,
  });
  return runTests(['greet.test.yaml'], { cwd, env: {}, ...options });
}
async function failures(test: string) {
  const { files, failed } = await run(`it:\n${test.replace(/^/gm, '  ')}`);
  const [file] = files;
  const [result] = file?.tests ?? [];
  expect(failed).toBe(result?.passed === false ? 1 : 0);
  return (result?.failures ?? []).map(({ path, message, compared, place }) => ({
    path,
    message,
    ...compared,
    at: file?.text.slice(place.start, place.end),
  }));
}
const ADA = 'screens: { Ask: { Who: Ada } }';
const BOB = 'screens: { Ask: { Who: Bob } }\ncallouts: { Look_Up: { status: 201 } }';

function written(of: TestRun, name: ReporterName, coverage = false): string {
  let text = '';
  const reporter = REPORTERS[name].create({
    write: (more) => {
      text += more;
    },
    color: false,
    coverage,
  });
  for (const file of of.files) (reporter as { file?(result: typeof file): void }).file?.(file);
  reporter.end(of);
  return text;
}

describe('a test passes', () => {
  it.each([
    ['without expectations, where the flow finishes', ADA],
    ['by status and path', `${ADA}\nexpect: { status: finished, path: [Ask, Is_Known, Keep] }`],
    ['by outputs', `${ADA}\nexpect: { outputs: { greeting: Hello Ada } }`],
    [
      'by what a screen showed, as HTML',
      `${ADA}\nexpect: { screens: { Ask: { Echo: '<p>Hello <b>Ada</b></p>', Who: Ada } } }`,
    ],
    ['by what a screen showed, as plain text', `${ADA}\nexpect: { screens: { Ask: { Echo: Hello Ada } } }`],
    ['by every visit of a screen', `${ADA}\nexpect: { screens: { Ask: [{ Who: Ada }] } }`],
    [
      'by callouts',
      `${BOB}\nexpect: { callouts: [{ element: Look_Up, method: POST, body: { name: Bob }, status: 201 }] }`,
    ],
    ['by no callouts', `${ADA}\nexpect: { callouts: [], fault: null }`],
    [
      'by a fault that nothing handles',
      'screens: { Ask: { Who: Bob } }\ncallouts: { Look_Up: { status: 404, body: [{ errorCode: NOT_FOUND, message: Nobody. }] } }\nexpect: { status: failed, fault: { code: CALLOUT_STATUS, element: Look_Up, status: 404 } }',
    ],
    [
      'by a part of the message of a fault',
      'screens: { Ask: { Who: Bob } }\ncallouts: { Look_Up: { fault: Read timed out } }\nexpect: { fault: timed out }',
    ],
    ['at stopAt', 'stopAt: Ask\nexpect: { status: waiting, path: [Ask], outputs: {} }'],
  ])('%s', async (_, test) => {
    expect(await failures(test)).toEqual([]);
  });
});

describe('a test fails', () => {
  it('at the expectation that does not hold, with both sides', async () => {
    expect(await failures(`${ADA}\nexpect: { outputs: { greeting: Hello Bob } }`)).toEqual([
      {
        path: 'outputs.greeting',
        message: 'outputs.greeting is not as expected',
        expected: '"Hello Bob"',
        received: '"Hello Ada"',
        at: 'Hello Bob',
      },
    ]);
  });

  it('at the first element of a path that differs', async () => {
    expect(await failures(`${ADA}\nexpect: { path: [Ask, Keep] }`)).toMatchObject([
      { path: 'path', expected: '["Ask", "Keep"]', received: '["Ask", "Is_Known", "Keep"]', at: 'Keep' },
    ]);
  });

  it('with every expectation that does not hold', async () => {
    const found = await failures(
      `${ADA}\nexpect: { status: failed, path: [Ask], screens: { Ask: { Who: Eve } }, callouts: [{}], fault: x }`,
    );
    expect(found.map(({ path }) => path)).toEqual(['status', 'path', 'fault', 'screens.Ask.Who', 'callouts']);
  });

  it('where a fault was not expected', async () => {
    const found = await failures('screens: { Ask: { Who: Bob } }\ncallouts: { Look_Up: { status: 500 } }');
    expect(found).toMatchObject([
      {
        path: null,
        message: expect.stringMatching(/^the flow failed at Look_Up: .*500.*\(CALLOUT_STATUS\)$/) as unknown,
        at: 'it',
      },
    ]);
  });

  it('where stopAt is never reached', async () => {
    const test = `${ADA}\nstopAt: Ask2`;
    expect(await failures(test)).toMatchObject([{ message: 'the flow has no screen named Ask2', at: 'Ask2' }]);
  });

  it.each([
    ['screens: { Aks: {} }', 'the flow has no screen named Aks', 'Aks'],
    ['callouts: { Keep: { status: 200 } }', 'the flow has no HTTP callout named Keep', 'Keep'],
    ['inputs: { greeting: x }', 'the flow has no input named greeting', 'greeting'],
    ['expect: { outputs: { greting: x } }', 'the flow has no output named greting', 'greting'],
    ['expect: { path: [Ask, Kep] }', 'the flow has no element named Kep', 'Kep'],
    ['expect: { screens: { Aks: {} } }', 'the flow has no screen named Aks', 'Aks'],
  ])('for a name that the flow does not have: %s', async (test, message, at) => {
    expect(await failures(test)).toMatchObject([{ message, at }]);
  });

  it('where an answer is missing, and says which', async () => {
    expect(await failures('expect: { status: finished }')).toMatchObject([
      { message: expect.stringContaining('Who (Who): Complete this field.') as unknown },
    ]);
  });

  it('where a callout has no stub: a test never reaches the network', async () => {
    expect(await failures('screens: { Ask: { Who: Bob } }')).toMatchObject([
      { message: 'the callout of Look_Up has no stub, and a test does not call https://people.example.com' },
    ]);
  });

  it('for an unknown user', async () => {
    expect(await failures(`${ADA}\nas: nobody@example.com`)).toMatchObject([
      { message: 'there is no user nobody@example.com' },
    ]);
  });
});

describe('a file fails', () => {
  it('for mistakes of its own, and the others still run', async () => {
    const cwd = await projectOf({
      ...ORG,
      'greet.yaml': FLOW,
      'a.test.yaml': 'flow: greet.yaml\ntests: { a: { expct: {} } }\n',
      'b.test.yaml': `flow: greet.yaml\ntests:\n  b: { ${ADA} }\n`,
      'c.test.yaml': 'flow: none.yaml\ntests: { c: {} }\n',
    });
    const result = await runTests(['a.test.yaml', 'b.test.yaml', 'c.test.yaml', 'd.test.yaml'], { cwd, env: {} });
    expect(result).toMatchObject({ passed: 1, failed: 3 });
    expect(result.files.map(({ problem }) => problem?.message)).toEqual([
      'a.test.yaml: a test has no key expct',
      undefined,
      'c.test.yaml: none.yaml: there is no such file',
      'd.test.yaml: there is no such file',
    ]);
    expect(written(result, 'tree')).toMatch(/error\[unknown-key\]: a test has no key expct\n\s+--> a\.test\.yaml:2:15/);
  });
});

describe('reporters', () => {
  const both = (): Promise<TestRun> =>
    run(`passes: { ${ADA} }\n"fails & says <why>":\n  ${ADA}\n  expect:\n    outputs: { greeting: Hello Bob }`);

  it('tree: failures with diff, place and trace', async () => {
    const text = written(await both(), 'tree').replace(/\(\d+ ms\)/g, '(N ms)');
    expect(text).toBe(
      [
        'greet.test.yaml',
        '  ✓ passes (N ms)',
        '  ✗ fails & says <why> (N ms)',
        '',
        '    outputs.greeting is not as expected',
        '      - expected "Hello Bob"',
        '      + received "Hello Ada"',
        '     --> greet.test.yaml:7:28',
        '      |',
        '    5 |     screens: { Ask: { Who: Ada } }',
        '    6 |     expect:',
        '    7 |       outputs: { greeting: Hello Bob }',
        '      |                            ^^^^^^^^^',
        '',
        '    what happened',
        '    │ Ask',
        '    │   pressed next',
        '    │   Who = "Ada"',
        '    │ Is_Known',
        '    │   Known = true',
        '    │ Keep',
        '    │   greeting = "Hello Ada"',
        '',
        '',
        '1 failed, 1 passed (N ms)',
        '',
      ].join('\n'),
    );
  });

  it('tree: coverage', async () => {
    const text = written(await both(), 'tree', true);
    expect(text).toContain('elements 3 of 4 (75 %) missed: Look_Up');
    expect(text).toContain('outcomes 1 of 2 (50 %) missed: Is_Known.default');
  });

  it('json: one object, with places', async () => {
    const text = written(await both(), 'json');
    expect(text.trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(text)).toMatchObject({
      passed: 1,
      failed: 1,
      files: [
        {
          file: 'greet.test.yaml',
          problem: null,
          tests: [
            { name: 'passes', passed: true, status: 'finished', path: ['Ask', 'Is_Known', 'Keep'], failures: [] },
            {
              passed: false,
              failures: [
                { path: 'outputs.greeting', line: 7, column: 28, expected: '"Hello Bob"', received: '"Hello Ada"' },
              ],
            },
          ],
        },
      ],
    });
  });

  it('junit: XML that keeps every name', async () => {
    const text = written(await both(), 'junit');
    expect(text).toContain('<testsuites name="flowrun" tests="2" failures="1"');
    expect(text).toContain('<testcase name="passes" classname="greet.test.yaml"');
    expect(text).toContain('name="fails &amp; says &lt;why&gt;"');
    expect(text).toMatch(
      /<failure message="outputs\.greeting is not as expected">[\s\S]*--&gt; greet\.test\.yaml:7:28[\s\S]*<\/failure>/,
    );
    const { parseXml } = await import('@rgrove/parse-xml');
    expect(() => parseXml(text)).not.toThrow();
  });

  it('tap: a plan and a point for each test', async () => {
    const text = written(await both(), 'tap');
    expect(text).toMatch(
      /^TAP version 14\n1\.\.2\nok 1 - greet\.test\.yaml: passes\nnot ok 2 - greet\.test\.yaml: fails & says <why>\n {2}---\n/,
    );
    expect(text).toMatch(/\n {2}\.\.\.\n$/);
  });

  it.each(Object.keys(REPORTERS) as ReporterName[])('%s: says of a broken file what is wrong', async (name) => {
    const cwd = await projectOf({ 'x.test.yaml': 'flow: none.yaml\ntests: { c: {} }\n' });
    expect(written(await runTests(['x.test.yaml'], { cwd, env: {} }), name)).toContain(
      'none.yaml: there is no such file',
    );
  });
});

it('ends a flow that goes round for ever, and says what it did', async () => {
  const cwd = await projectOf({
    'endless.yaml': [
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
    'endless.test.yaml': 'flow: endless.yaml\ntests: { ends: {} }\n',
  });
  const result = await runTests(['endless.test.yaml'], { cwd, env: {}, timeout: 300 });
  expect(result.files[0]?.tests[0]?.failures).toMatchObject([{ message: 'the run took longer than 0.3 s' }]);
  expect(written(result, 'tree')).toMatch(/│ Count\n.*│ {3}n = \d+/);
});

it('runs only the tests whose name holds a text', async () => {
  const { files } = await run(`First: { ${ADA} }\nSecond: { ${ADA} }`, { only: 'sec' });
  expect(files[0]?.tests.map(({ name }) => name)).toEqual(['Second']);
});

it('is the same in every region of the machine', async () => {
  const before = process.env.TZ;
  process.env.TZ = 'Pacific/Kiritimati';
  try {
    const cwd = await projectOf({
      'when.yaml': [
        'label: When',
        'type: Screen Flow',
        'apiVersion: 66.0',
        'variables: { at: { type: DateTime, output: true } }',
        'start: Ask',
        'elements:',
        '  Ask: { type: screen, fields: { When: { type: dateTime, label: When } }, next: Keep }',
        "  Keep: { type: assignment, assign: [ at: '{!When}' ] }",
        '',
      ].join('\n'),
      'when.test.yaml':
        "flow: when.yaml\ntests:\n  utc:\n    screens: { Ask: { When: '2026-01-31 14:30' } }\n    expect: { outputs: { at: '2026-01-31T14:30:00.000Z' } }\n",
    });
    expect(await runTests(['when.test.yaml'], { cwd, env: {} })).toMatchObject({ passed: 1, failed: 0 });
  } finally {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  }
});

it('passes the tests of the example flows', async () => {
  const cwd = await exampleProject();
  const { files, failed, passed } = await runTests([join('flows', 'create-account.test.yaml')], { cwd, env: {} });
  expect(files.flatMap((file) => file.tests.flatMap((test) => test.failures))).toEqual([]);
  expect({ failed, passed }).toEqual({ failed: 0, passed: 4 });
});
