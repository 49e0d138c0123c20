import { describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

const evaluate = (formula: string, ...rest: readonly string[]) =>
  runCli(['eval', '--time-zone', 'America/Los_Angeles', '--locale', 'en-US', ...rest, '--', formula]);

describe('flowrun eval', () => {
  it.each<[string, readonly string[], string]>([
    ['1 + 2 * 3', [], '7'],
    ['-1', [], '-1'],
    ['x & "!"', ['--input', 'x=a b'], 'a b!'],
    ['ROUND(price * 1.19, 2)', ['-i', 'price=19.99'], '23.79'],
    ['{!Flag} && true', ['--input', 'flag=TRUE'], 'true'],
    ['d + 1', ['--input', 'd=2026-02-28'], '2026-03-01'],
    ['DATEVALUE(at)', ['--input', 'at=2026-03-01T07:30:00Z'], '2026-02-28'],
    ['HOUR(t)', ['--input', 't=10:30'], '10'],
    ['LEN(code)', ['--input', 'code:Text=0042'], '4'],
    ['ISBLANK(n)', ['--input', 'n:Number='], 'true'],
    ['n + 1', ['--input', 'n:number='], 'null'],
    ['n + 1', ['--input', 'n:Number=', '--null-as-zero'], '1'],
    ['TEXT(p)', ['--input', 'p:Picklist=Hot'], 'Hot'],
    ['acc.Owner.Name & TEXT(acc.Size)', ['--input', 'acc={"Owner": {"Name": "Ann"}, "Size": 1.10}'], 'Ann1.1'],
    ['IFERROR(1/0, 5)', ['--optional-functions'], '5'],
    ['x = "a=b"', ['--input', 'x=a=b'], 'true'],
  ])('%s with %j prints %s', async (formula, options, printed) => {
    expect(await evaluate(formula, ...options)).toEqual({ code: 0, stdout: `${printed}\n`, stderr: '' });
  });

  it('explains every step', async () => {
    const { code, stdout } = await evaluate('IF(n > 5, n * 2, 1 / 0)', '--input', 'n=7', '--explain');
    expect(code).toBe(0);
    expect(stdout).toBe(
      [
        'part                     type     value',
        '    n                    Number   7',
        '  n > 5                  Boolean  true',
        '    n                    Number   7',
        '  n * 2                  Number   14',
        '  1 / 0                  Number   not needed',
        'IF(n > 5, n * 2, 1 / 0)  Number   14',
        '',
        '14  Number',
        '',
      ].join('\n'),
    );
  });

  it('prints JSON', async () => {
    const { stdout } = await evaluate('n / 4', '--input', 'n=7', '--json');
    expect(stdout).toBe('{"value":1.75,"type":"Number"}\n');
    const explained = JSON.parse((await evaluate('n / 4', '--input', 'n=7', '--json', '--explain')).stdout);
    expect(explained.steps).toEqual([
      { text: 'n', start: 0, end: 1, type: 'Number', evaluated: true, value: 7 },
      { text: 'n / 4', start: 0, end: 5, type: 'Number', evaluated: true, value: 1.75 },
    ]);
  });

  it('shows every mistake with its place', async () => {
    const { code, stdout, stderr } = await evaluate('IF(LEN(1) > 2, nam, ROND(2))', '--input', 'name=x');
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain('LEN takes Text as its text, not Number');
    expect(stderr).toContain('formula:1:8');
    expect(stderr).toMatch(/1 \| IF\(LEN\(1\) > 2, nam, ROND\(2\)\)\n.*\| {8}\^/);
    expect(stderr).toContain('did you mean name?');
    expect(stderr).toContain('did you mean ROUND?');
  });

  it('prints mistakes as JSON', async () => {
    const { code, stdout, stderr } = await evaluate('1 +', '--json');
    expect([code, stderr]).toEqual([3, '']);
    expect(JSON.parse(stdout).error).toMatchObject({
      code: 'FORMULA_SYNTAX',
      exitCode: 3,
      diagnostics: [{ file: 'formula', line: 1, column: 4, rule: 'formula-error' }],
    });
  });

  it('says why there is no result', async () => {
    const { code, stderr } = await evaluate('1 / 0');
    expect(code).toBe(1);
    expect(stderr).toContain('division by zero');
    const explained = await evaluate('1 / 0 + 1', '--explain');
    expect(explained.code).toBe(1);
    expect(explained.stdout).toContain('1 / 0    Number  error: division by zero');
  });

  it.each([
    [['--input', 'x'], 'a name and a value are needed'],
    [['--input', 'x:Nummer=1'], 'did you mean Number?'],
    [['--input', 'x=1', '--input', 'X=2'], '--input X was given twice'],
    [['--time-zone', 'Mars/Base'], 'there is no time zone Mars/Base'],
  ])('refuses %j', async (options, message) => {
    const { code, stderr } = await runCli(['eval', 'x', ...options]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it('refuses a value of another type', async () => {
    const { code, stderr } = await evaluate('x', '--input', 'x:Date=tomorrow');
    expect(code).toBe(1);
    expect(stderr).toContain('tomorrow');
  });
});
