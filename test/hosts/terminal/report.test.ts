import { describe, expect, it } from 'vitest';
import { durationText, faultPanel, summaryText } from '../../../src/hosts/terminal/report.ts';
import { createTheme } from '../../../src/hosts/terminal/theme.ts';

const PLAIN = createTheme({ TERM: 'dumb' });
const COLOURED = createTheme({ LANG: 'C.UTF-8' });
const TALLY = { flowLabel: 'Refund', startedAt: 1000, endedAt: 4200, screens: 2, callouts: 1 };

describe('faultPanel', () => {
  const fault = {
    code: 'CREDENTIAL_ACCESS',
    message: "We couldn't access the credential(s).\x1b[2J You might not have the required permissions.",
    help: 'Give the user the permission set Flow_User.',
    element: 'Create_Account',
  };

  it('says where, what, what to do and the code', () => {
    expect(faultPanel(fault, PLAIN, 60)).toBe(
      [
        '! The flow stopped at Create_Account (CREDENTIAL_ACCESS)',
        '',
        "    We couldn't access the credential(s).[2J You might not",
        '    have the required permissions.',
        '',
        '  What to do',
        '    Give the user the permission set Flow_User.',
        '',
      ].join('\n'),
    );
  });

  it('leaves out what is not known', () => {
    expect(faultPanel({ code: 'X', message: 'Broken.' }, PLAIN)).toBe('! The flow stopped (X)\n\n    Broken.\n');
  });

  it('is red where there is colour', () => {
    expect(faultPanel(fault, COLOURED)).toContain('\x1b[1;31m\u2716 The flow stopped at Create_Account\x1b[0m');
    expect(faultPanel(fault, createTheme({ LANG: 'C.UTF-8', NO_COLOR: '1' }))).not.toContain('31m');
  });
});

describe('summaryText', () => {
  it('is a line, and one for every output', () => {
    const outputs = { newAccountId: '001', ok: true, lines: 'a\nb', none: null, price: { $units: 1999, $scale: 2 } };
    expect(summaryText(TALLY, { kind: 'finished', id: 9, outputs }, PLAIN).split('\n')).toEqual([
      'ok Refund finished (2 screens, 1 callout, 3.2 s)',
      '  newAccountId  001',
      '  ok            true',
      '  lines         a b',
      '  none          null',
      '  price         {"$units":1999,"$scale":2}',
    ]);
  });

  it('says when it failed', () => {
    const end = { kind: 'failed', id: 9, fault: { code: 'X', message: 'y' } } as const;
    expect(summaryText({ ...TALLY, screens: 1, callouts: 0 }, end, PLAIN)).toBe(
      '! Refund failed (1 screen, 0 callouts, 3.2 s)',
    );
  });

  it('cuts long outputs', () => {
    const end = { kind: 'finished', id: 9, outputs: { text: 'x'.repeat(500) } } as const;
    for (const line of summaryText(TALLY, end, PLAIN, 60).split('\n')) expect(line.length).toBeLessThanOrEqual(60);
  });
});

it.each([
  [0, '0 ms'],
  [999, '999 ms'],
  [1000, '1.0 s'],
  [59_940, '59.9 s'],
  [76_400, '1 min 16 s'],
])('%i ms is %s', (milliseconds, text) => expect(durationText(milliseconds)).toBe(text));
