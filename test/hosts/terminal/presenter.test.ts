import { afterEach, describe, expect, it } from 'vitest';
import type { PresentedScreen } from '../../../src/effects/ports.ts';
import { FlowrunError } from '../../../src/errors.ts';
import { createTerminalPresenter, type TerminalPresenter } from '../../../src/hosts/terminal/presenter.ts';
import type { CalloutEffect } from '../../../src/model/interview.ts';
import { createFakeTerminal, type FakeTerminal, KEYS } from './fake-terminal.ts';
import { choices, presentedScreen, type ScreenSpec } from './sample-screens.ts';

const open: TerminalPresenter[] = [];

function start(options: { columns?: number; rows?: number; env?: Record<string, string>; onCancel?: () => void } = {}) {
  const terminal = createFakeTerminal(options.columns, options.rows);
  const presenter = createTerminalPresenter({
    stdin: terminal.stdin,
    stdout: terminal.stdout,
    env: { LANG: 'C.UTF-8', ...options.env },
    ...(options.onCancel ? { onCancel: options.onCancel } : {}),
  });
  open.push(presenter);
  const present = (screen: PresentedScreen, signal = new AbortController().signal) => presenter.present(screen, signal);
  return { terminal, presenter, present };
}

afterEach(async () => {
  for (const presenter of open.splice(0)) await presenter.close();
});

const DETAILS: ScreenSpec = {
  fields: [
    { name: 'Name', control: 'text', label: 'Account name', required: true, help: 'As on invoices.' },
    { name: 'Industry', control: 'chooseOne', label: 'Industry', choices: choices('Banking', 'Energy', 'Technology') },
    { name: 'Vip', control: 'toggle', label: 'Priority' },
    { name: 'Why', control: 'text', label: 'Why', required: true, when: (draft) => draft.Vip === true },
  ],
};

const CALLOUT: CalloutEffect = {
  kind: 'callout',
  id: 2,
  flow: 'F',
  element: 'Create',
  key: 'a:b:2',
  request: {
    namedCredential: 'Target_Org',
    method: 'POST',
    path: '/services/data/v66.0/sobjects/Account',
    headers: {},
    body: null,
    runInMode: 'DefaultMode',
  },
};

async function fill(terminal: FakeTerminal, ...keys: readonly string[]): Promise<void> {
  for (const each of keys) await terminal.type(each);
}

describe('filling in a screen', () => {
  it('draws the screen, takes entries and answers with the draft and the verb', async () => {
    const { terminal, present } = start();
    const answered = present(presentedScreen(DETAILS));
    const screen = await terminal.until('Account name');
    expect(screen).toContain('Create Account in the target org');
    expect(screen).toContain('Account details');
    expect(screen).toContain('[ Next \u276f ]');
    await fill(terminal, 'Acme', KEYS.enter, 'tec', KEYS.enter, KEYS.tab, KEYS.enter);
    expect(await answered).toMatchObject({
      kind: 'answered',
      answers: 1,
      verb: 'next',
      draft: { Name: 'Acme', Industry: 'Technology' },
    });
  });

  it('takes a whole burst of keys as they were typed', async () => {
    const { terminal, present } = start();
    const answered = present(presentedScreen(DETAILS));
    await terminal.until('Account name');
    await terminal.type(`Ac\u00e9${KEYS.backspace}me\t\t ${KEYS.enter}because${KEYS.ctrl('s')}`);
    expect(await answered).toMatchObject({ draft: { Name: 'Acme', Vip: true, Why: 'because' } });
  });

  it('keeps what is typed before the first screen is drawn', async () => {
    const { terminal, present } = start();
    const answered = present(presentedScreen(DETAILS));
    terminal.stdin.write(`Early${KEYS.ctrl('s')}`);
    expect(await answered).toMatchObject({ draft: { Name: 'Early' } });
  });

  it('shows and hides fields while typing', async () => {
    const { terminal, present } = start();
    void present(presentedScreen(DETAILS)).catch(() => undefined);
    await terminal.until('Priority');
    await terminal.untilGone('* Why');
    await fill(terminal, KEYS.tab, KEYS.tab, ' ');
    expect(await terminal.until('* Why')).toContain('\u2611 Priority');
    await terminal.type(' ');
    await terminal.untilGone('* Why');
  });

  it('holds Next back while a field is bad, shows why and goes to it', async () => {
    const { terminal, present } = start();
    const answered = present(presentedScreen(DETAILS));
    await terminal.until('Account name');
    await terminal.untilGone('Complete this field.');
    await fill(terminal, KEYS.tab, KEYS.tab, KEYS.ctrl('s'));
    await terminal.until('Complete this field.');
    await fill(terminal, 'Acme');
    await terminal.untilGone('Complete this field.');
    await terminal.type(KEYS.ctrl('s'));
    expect(await answered).toMatchObject({ draft: { Name: 'Acme' } });
  });

  it('shows the errors of a refused try at once, until the field is edited', async () => {
    const { terminal, present } = start();
    const errors = { Industry: 'Not this one.', Elsewhere: 'The record is locked.' };
    void present(presentedScreen(DETAILS, { Name: 'Acme' }, errors)).catch(() => undefined);
    const screen = await terminal.until('Not this one.');
    expect(screen).toContain('The record is locked.');
    await fill(terminal, 'ban', KEYS.enter);
    await terminal.untilGone('Not this one.');
  });

  it('pastes: line ends become blanks in one line, and nothing is sent by them', async () => {
    const { terminal, present } = start();
    const answered = present(presentedScreen(DETAILS));
    await terminal.until('Account name');
    expect(terminal.state.paste).toBe(true);
    await terminal.type(KEYS.paste('Acme\nand\r\nSons\x1b[31m\n'));
    await terminal.until('Acme and Sons');
    await terminal.type(KEYS.ctrl('s'));
    expect(await answered).toMatchObject({ draft: { Name: 'Acme and Sons[31m' } });
  });

  it('opens the help of a field and closes it', async () => {
    const { terminal, present } = start();
    void present(presentedScreen(DETAILS)).catch(() => undefined);
    await terminal.until('Account name');
    await terminal.type(KEYS.f1);
    await terminal.until('As on invoices.');
    await terminal.type(KEYS.ctrl('g'));
    await terminal.untilGone('As on invoices.');
  });
});

describe('going back and leaving', () => {
  const SECOND: ScreenSpec = { ...DETAILS, verbs: ['previous', 'finish'], labels: { finish: 'Save it' } };

  it.each([
    ['Ctrl+B', KEYS.ctrl('b')],
    ['Alt+Left', KEYS.altLeft],
  ])('%s goes back, bad fields or not', async (_name, key) => {
    const { terminal, present } = start();
    const answered = present(presentedScreen(SECOND));
    await terminal.until('[ Save it ]');
    await terminal.type(key);
    expect(await answered).toMatchObject({ verb: 'previous' });
  });

  it('Ctrl+C rejects with CANCELLED', async () => {
    const { terminal, present } = start();
    const answered = present(presentedScreen(DETAILS));
    await terminal.until('Account name');
    terminal.stdin.write(KEYS.ctrl('c'));
    await expect(answered).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect(answered).rejects.toBeInstanceOf(FlowrunError);
  });

  it('Esc asks before it leaves', async () => {
    const { terminal, present } = start();
    const answered = present(presentedScreen(DETAILS));
    await terminal.until('Account name');
    await terminal.type('\x1b');
    await terminal.until('Leave the flow?');
    await terminal.type('n');
    await terminal.untilGone('Leave the flow?');
    await terminal.type('\x1b');
    await terminal.until('Leave the flow?');
    terminal.stdin.write(KEYS.right + KEYS.enter);
    await expect(answered).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('rejects when the signal is aborted, before and while a screen is shown', async () => {
    const { terminal, present } = start();
    await expect(present(presentedScreen(DETAILS), AbortSignal.abort())).rejects.toMatchObject({ code: 'CANCELLED' });
    const abort = new AbortController();
    const answered = present(presentedScreen(DETAILS), abort.signal);
    const rejected = expect(answered).rejects.toMatchObject({ code: 'CANCELLED' });
    await terminal.until('Account name');
    abort.abort();
    await rejected;
  });

  it('rejects with the error of a view that throws', async () => {
    const { terminal, present } = start();
    const screen = presentedScreen(DETAILS);
    const answered = present({
      ...screen,
      view: (draft) => {
        if (draft.Name === 'x') throw new FlowrunError('INTERNAL', 'broken');
        return screen.view(draft);
      },
    });
    const rejected = expect(answered).rejects.toMatchObject({ code: 'INTERNAL' });
    await terminal.until('Account name');
    await terminal.type('x');
    await rejected;
  });
});

describe('the terminal', () => {
  it('is taken over and given back', async () => {
    const { terminal, presenter, present } = start();
    terminal.stdout.write('before\n');
    const answered = present(presentedScreen(DETAILS));
    await terminal.until('Account name');
    expect(terminal.state).toEqual({ raw: true, alternate: true, paste: true, cursor: false });
    await terminal.untilGone('before');
    await terminal.type(`A${KEYS.ctrl('s')}`);
    await answered;
    await presenter.close();
    expect(terminal.state).toEqual({ raw: false, alternate: false, paste: false, cursor: true });
    expect(terminal.screen()).toEqual(['before']);
    await presenter.close();
    expect(terminal.screen()).toEqual(['before']);
  });

  it('needs no screen to be closed', async () => {
    const { terminal, presenter } = start();
    await presenter.close();
    expect(terminal.written()).toBe('');
  });

  it('draws anew when it is resized, and keeps the focus in sight', async () => {
    const { terminal, present } = start();
    void present(presentedScreen(DETAILS)).catch(() => undefined);
    await terminal.until('Account name');
    await fill(terminal, KEYS.tab, KEYS.tab);
    await terminal.resize(40, 10);
    const small = await terminal.until('\u276f \u2610 Priority');
    expect(small.split('\n')).toHaveLength(10);
    expect(Math.max(...terminal.screen().map((line) => line.length))).toBe(40);
    expect(small).not.toContain('Account name');
    await terminal.resize(80, 24);
    expect(await terminal.until('* Account name')).toContain('Priority');
    expect(terminal.screen()).toHaveLength(24);
  });

  it('scrolls a long text by keys where there is nothing to fill in', async () => {
    const { terminal, present } = start({ columns: 40, rows: 16 });
    const text = Array.from({ length: 40 }, (_, index) => `line ${index + 1}`).join('\n');
    void present(presentedScreen({ fields: [{ name: 'T', control: 'static', text }] })).catch(() => undefined);
    const top = await terminal.until('line 1');
    expect(top).toContain('\u25be more');
    expect(top).not.toContain('\u25b4 more');
    await terminal.type(KEYS.down);
    expect(await terminal.until('\u25b4 more')).not.toMatch(/line 1$/m);
    await fill(terminal, KEYS.pageDown, KEYS.pageDown, KEYS.pageDown, KEYS.pageDown, KEYS.pageDown);
    expect(await terminal.until('line 40')).not.toContain('\u25be more');
    await fill(terminal, KEYS.pageUp, KEYS.pageUp, KEYS.pageUp, KEYS.pageUp, KEYS.pageUp);
    expect(await terminal.until(/line 1$/m)).not.toContain('\u25b4 more');
  });

  it('shows every screen from its top', async () => {
    const { terminal, present } = start({ columns: 40, rows: 14 });
    const lines = (name: string) => Array.from({ length: 40 }, (_, index) => `${name} ${index + 1}`).join('\n');
    const first = present(presentedScreen({ fields: [{ name: 'T', control: 'static', text: lines('first') }] }));
    await terminal.until('first 1');
    await fill(terminal, KEYS.pageDown, KEYS.pageDown, KEYS.ctrl('s'));
    await first;
    void present(presentedScreen({ fields: [{ name: 'T', control: 'static', text: lines('second') }] })).catch(
      () => undefined,
    );
    expect(await terminal.until('second')).toMatch(/second 1$/m);
  });

  it('never lets text from outside command it', async () => {
    const { terminal, present } = start();
    const text = 'fine\x1b]52;c;aGk=\x07\x1b[2J\x9b2Jstill fine';
    const evil = { name: 'T', control: 'static', text } as const;
    void present(presentedScreen({ label: 'a\x1b]0;title\x07b', fields: [evil] })).catch(() => undefined);
    await terminal.until('still fine');
    expect(terminal.written()).not.toContain('\x1b]52');
    expect(terminal.written()).not.toContain('\x1b]0;');
    expect(terminal.written()).not.toContain('\x1b[2J');
    expect(terminal.written()).not.toContain('\x9b');
  });
});

describe('between screens', () => {
  it('shows what is called while a callout runs, and for how long', async () => {
    const { terminal, presenter, present } = start();
    const answered = present(presentedScreen(DETAILS));
    await terminal.until('Account name');
    await terminal.type(`A${KEYS.ctrl('s')}`);
    await answered;
    const done = presenter.busy(CALLOUT);
    const busy = await terminal.until('POST /services/data/v66.0/sobjects/Account via Target_Org');
    expect(busy).toContain('Account details');
    expect(busy).toContain('Ctrl+C cancel');
    expect(busy).not.toMatch(/\d s\b/);
    await terminal.until('via Target_Org  1 s');
    done();
    done();
    const again = present(presentedScreen({ ...DETAILS, label: 'Second' }));
    expect(await terminal.until('Second')).not.toContain('via Target_Org');
    await terminal.type(`B${KEYS.ctrl('s')}`);
    expect(await again).toMatchObject({ draft: { Name: 'B' } });
  });

  it('shows a callout that comes before any screen', async () => {
    const { terminal, presenter } = start();
    const done = presenter.busy(CALLOUT);
    await terminal.until('via Target_Org');
    done();
  });

  it('Ctrl+C tells the caller, other keys do nothing', async () => {
    let cancels = 0;
    const { terminal, presenter, present } = start({ onCancel: () => cancels++ });
    const answered = present(presentedScreen(DETAILS));
    await terminal.until('Account name');
    await terminal.type(`A${KEYS.ctrl('s')}`);
    await answered;
    presenter.busy(CALLOUT);
    await terminal.type(`zz${KEYS.ctrl('c')}`);
    expect(cancels).toBe(1);
    const again = present(presentedScreen(DETAILS));
    await terminal.type(`B${KEYS.ctrl('s')}`);
    expect(await again).toMatchObject({ draft: { Name: 'B' } });
  });

  it('counts for the summary', async () => {
    const { terminal, presenter, present } = start({ env: { NO_COLOR: '1', TERM: 'dumb' } });
    const answered = present(presentedScreen(DETAILS));
    await terminal.until('Account name');
    await terminal.type(`A${KEYS.ctrl('s')}`);
    await answered;
    presenter.busy(CALLOUT)();
    await presenter.close();
    expect(presenter.summary({ kind: 'finished', id: 3, outputs: { newId: '001' } })).toMatch(
      /^ok Create Account in the target org finished \(1 screen, 1 callout, \d+ ms\)\n {2}newId {2}001$/,
    );
  });
});

describe("ink's screen-reader mode", () => {
  it('reads roles, states, values and errors, and says where the focus is', async () => {
    const { terminal, present } = start({ columns: 120, env: { INK_SCREEN_READER: 'true' } });
    void present(presentedScreen(DETAILS, { Industry: 'Energy' })).catch(() => undefined);
    const screen = await terminal.until('textbox: (required) Here: Account name: empty');
    expect(terminal.state.alternate).toBe(false);
    expect(screen).toContain('listbox: Industry: Energy, 4 choices');
    expect(screen).toContain('checkbox: Priority: not checked');
    expect(screen).toContain('button: Next');
    await fill(terminal, KEYS.tab, KEYS.tab, ' ');
    const after = await terminal.until('checkbox: (checked) Here: Priority: checked');
    expect(after).toContain('textbox: (required) Account name: empty. Error: Complete this field.');
  });
});
