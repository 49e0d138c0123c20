import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FormState, findField, shownError } from '../../../src/hosts/terminal/form-state.ts';
import {
  focusOrder,
  openForm,
  pressKey,
  type Seen,
  type Step,
  settleFocus,
} from '../../../src/hosts/terminal/form-update.ts';
import type { Key } from '../../../src/hosts/terminal/keyboard.ts';
import type { Draft } from '../../../src/model/interview.ts';
import { choices, DETAILS, type FieldSpec, type ScreenSpec, screenEffect, screenView } from './sample-screens.ts';

const SEEN: Seen = { columns: 80, listRows: 8, viewport: 10, total: 30, offset: 5 };

/** A form that is driven by keys, as the presenter drives it. `'hello'` types; `<enter>` is a key. */
function drive(spec: ScreenSpec, draft: Draft = {}, errors: Record<string, string> = {}) {
  let view = screenView(spec, draft);
  let state = openForm(screenEffect(draft, errors), view);
  let last: Step = { state };
  const press = (key: Key) => {
    last = pressKey(state, key, view, SEEN);
    const next = screenView(spec, last.state.draft);
    state = settleFocus(last.state, view, next);
    view = next;
  };
  const keys = (...script: readonly string[]) => {
    for (const each of script) {
      if (each.startsWith('<')) press({ chord: each.slice(1, -1), text: each === '<space>' ? ' ' : '' });
      else for (const text of each) press({ chord: text === ' ' ? 'space' : 'text', text });
    }
    return form;
  };
  const form = {
    keys,
    press,
    get state() {
      return state;
    },
    get view() {
      return view;
    },
    get focus() {
      return state.focus?.field ?? (state.focus ? `[${state.focus.verb}]` : null);
    },
    get sent() {
      return last.send;
    },
    get cancelled() {
      return last.cancel ?? false;
    },
    error(name: string) {
      const field = findField(view, name);
      return field ? shownError(state, field) : undefined;
    },
  };
  return form;
}

const text = (name: string, more: Partial<FieldSpec> = {}): FieldSpec => ({ name, control: 'text', ...more });
const THREE: ScreenSpec = {
  fields: [text('A'), text('B', { required: true }), text('C')],
  verbs: ['previous', 'next'],
};

describe('focus', () => {
  it('starts on the first field, or the first refused one, or the button that leads on', () => {
    expect(drive(THREE).focus).toBe('A');
    expect(drive(THREE, {}, { C: 'No.' }).focus).toBe('C');
    expect(drive({ fields: [{ name: 'T', control: 'static', text: 'x' }], verbs: ['previous', 'finish'] }).focus).toBe(
      '[finish]',
    );
  });

  it('goes round with Tab and Shift+Tab: fields, the button that leads on, the others', () => {
    const form = drive(THREE);
    const seen = [];
    for (let i = 0; i < 6; i++) {
      seen.push(form.focus);
      form.keys('<tab>');
    }
    expect(seen).toEqual(['A', 'B', 'C', '[next]', '[previous]', 'A']);
    expect(form.keys('<shift+tab>').focus).toBe('A');
    expect(form.keys('<shift+tab>').focus).toBe('[previous]');
  });

  it('goes on with Enter, and from the last field to the button', () => {
    const form = drive(THREE);
    expect(form.keys('<enter>').focus).toBe('B');
    expect(form.keys('<enter>', '<enter>').focus).toBe('[next]');
  });

  it('goes up and down with the arrows, not round', () => {
    const form = drive(THREE);
    expect(form.keys('<up>').focus).toBe('A');
    expect(form.keys('<down>', '<down>', '<down>', '<down>').focus).toBe('[next]');
    expect(form.keys('<up>').focus).toBe('C');
  });

  it('goes between buttons with left and right, as they are drawn', () => {
    const form = drive(THREE).keys('<tab>', '<tab>', '<tab>');
    expect(form.keys('<left>').focus).toBe('[previous]');
    expect(form.keys('<left>').focus).toBe('[previous]');
    expect(form.keys('<right>').focus).toBe('[next]');
  });

  it('leaves out what is hidden, read-only or text', () => {
    const form = drive({
      fields: [
        { name: 'T', control: 'static', text: 'x' },
        text('A'),
        text('Fixed', { readOnly: true }),
        text('Never', { when: () => false }),
        { name: 'G', control: 'group', when: () => false, columns: [{ width: 12, fields: [text('InHidden')] }] },
        {
          name: 'H',
          control: 'group',
          columns: [
            { width: 6, fields: [text('L')] },
            { width: 6, fields: [text('R')] },
          ],
        },
      ],
    });
    expect(focusOrder(form.view).map((each) => each.field ?? each.verb)).toEqual(['A', 'L', 'R', 'next']);
  });

  it('moves on when its field goes away', () => {
    const form = drive({ fields: [text('A', { when: (draft) => draft.A !== 'x' }), text('B')] });
    expect(form.keys('x').focus).toBe('B');
  });
});

describe('errors', () => {
  it('are shown once a field was left', () => {
    const form = drive(THREE).keys('<enter>');
    expect(form.error('B')).toBeNull();
    form.keys('<enter>');
    expect(form.error('B')).toBe('Complete this field.');
    form.keys('<up>', 'x');
    expect(form.error('B')).toBeNull();
  });

  it.each(['<ctrl+s>', '<ctrl+enter>'])('%s with an error sends nothing, shows all and goes to the first', (key) => {
    const form = drive({ fields: [text('A'), text('B', { required: true }), text('C', { required: true })] }).keys(key);
    expect(form.sent).toBeUndefined();
    expect(form.focus).toBe('B');
    expect([form.error('B'), form.error('C')]).toEqual(['Complete this field.', 'Complete this field.']);
  });

  it('of the last try are shown until the field is edited, not until the focus moves', () => {
    const form = drive(THREE, { A: 'x' }, { A: 'Already taken.' });
    form.keys('<tab>', '<shift+tab>');
    expect(form.error('A')).toBe('Already taken.');
    expect(form.keys('y').error('A')).toBeNull();
  });

  it('of what cannot take the focus hold Next back too', () => {
    const form = drive({ fields: [text('A'), text('Fixed', { readOnly: true, error: 'Wrong.' })] }).keys('<ctrl+s>');
    expect(form.sent).toBeUndefined();
    expect(form.error('Fixed')).toBe('Wrong.');
  });
});

describe('verbs', () => {
  it('Enter or Space on a button sends it', () => {
    const ready = { B: 'b' };
    expect(drive(THREE, ready).keys('<tab>', '<tab>', '<tab>', '<enter>').sent).toBe('next');
    expect(drive(THREE, ready).keys('<tab>', '<tab>', '<tab>', '<space>').sent).toBe('next');
  });

  it.each(['<ctrl+b>', '<alt+left>'])('%s goes back without a check, where the screen allows it', (key) => {
    expect(drive(THREE).keys(key).sent).toBe('previous');
    expect(drive({ ...THREE, verbs: ['next'] }).keys(key).sent).toBeUndefined();
  });

  it('Ctrl+P pauses where the screen allows it', () => {
    expect(drive({ ...THREE, verbs: ['next', 'pause'] }).keys('<ctrl+p>').sent).toBe('pause');
    expect(drive(THREE).keys('<ctrl+p>').sent).toBeUndefined();
  });

  it('Ctrl+S is Finish where that is the button', () => {
    expect(drive({ fields: [], verbs: ['previous', 'finish'] }).keys('<ctrl+s>').sent).toBe('finish');
  });
});

describe('Escape', () => {
  it('closes a list, then help, then asks; Enter on Stay stays, Right and Enter leave', () => {
    const form = drive({ fields: [{ name: 'L', control: 'chooseOne', choices: choices('a', 'b') }] });
    form.keys('<space>', '<f1>', '<escape>');
    expect([form.state.ui.L?.open, form.state.helpOpen, form.state.leaving]).toEqual([false, true, null]);
    form.keys('<escape>');
    expect([form.state.helpOpen, form.state.leaving]).toEqual([false, null]);
    expect(form.keys('<escape>').state.leaving).toBe('stay');
    expect(form.keys('<enter>').state.leaving).toBeNull();
    expect(form.cancelled).toBe(false);
    expect(form.keys('<escape>', '<right>', '<enter>').cancelled).toBe(true);
  });

  it.each([
    ['y', true],
    ['n', false],
    ['<ctrl+c>', true],
    ['<escape>', false],
  ])('%s answers: leaves %s', (key, leaves) => {
    expect(drive(THREE).keys('<escape>', key).cancelled).toBe(leaves);
  });

  it('nothing is typed or sent while it asks', () => {
    const form = drive(THREE).keys('<escape>', 'abc', '<ctrl+s>');
    expect(form.state.draft).toEqual({});
    expect(form.state.leaving).toBe('stay');
  });
});

describe('scrolling by hand', () => {
  it('goes by pages within the content, and back to the focus when something is typed', () => {
    const form = drive(THREE).keys('<pagedown>');
    expect(form.state.scroll).toBe(13);
    expect(form.keys('<pageup>').state.scroll).toBe(0);
    expect(form.keys('x').state.scroll).toBeNull();
  });
});

describe('controls', () => {
  const value = (field: Omit<FieldSpec, 'name'>, raw: Draft[string], ...script: string[]) => {
    const form = drive({ fields: [{ name: 'F', ...field }, text('After')] }, raw === null ? {} : { F: raw }).keys(
      ...script,
    );
    return form.state.draft.F ?? null;
  };
  const list = choices('Apple', 'Apricot', 'Banana', 'Cherry');

  it.each<[string, Omit<FieldSpec, 'name'>, Draft[string], string[], Draft[string]]>([
    ['text is typed at its end', { control: 'text' }, 'ab', ['c'], 'abc'],
    ['text is edited', { control: 'text' }, 'one two', ['<ctrl+w>', 'x', '<home>', 'y'], 'yone x'],
    ['text can be emptied', { control: 'text' }, 'ab', ['<ctrl+u>'], ''],
    ['a secret is text', { control: 'secret' }, null, ['s3 t'], 's3 t'],
    ['a number is text as typed', { control: 'number' }, null, ['12,5'], '12,5'],
    ['a number given as a number can be edited', { control: 'number' }, 12, ['5'], '125'],
    ['a date is text as typed', { control: 'date' }, null, ['2026-11-02'], '2026-11-02'],
    ['a toggle toggles', { control: 'toggle' }, null, ['<space>'], true],
    ['a toggle toggles back', { control: 'toggle' }, true, ['<space>'], false],
    ['y checks, n unchecks', { control: 'toggle' }, null, ['y', 'n'], false],
    ['a long text takes lines', { control: 'longText' }, null, ['a', '<ctrl+j>', 'b', '<alt+enter>', 'c'], 'a\nb\nc'],
    ['a long text goes up and down rows', { control: 'longText' }, 'one\ntwo', ['<up>', '!'], 'one!\ntwo'],
    [
      'a list: open, down, choose',
      { control: 'chooseOne', choices: list, required: true },
      null,
      ['<space>', '<down>', '<enter>'],
      'Apricot',
    ],
    ['a list: type and choose', { control: 'chooseOne', choices: list }, null, ['ban', '<enter>'], 'Banana'],
    ['a list: search by /', { control: 'chooseOne', choices: list }, null, ['/cher', '<enter>'], 'Cherry'],
    ['a list: Escape changes nothing', { control: 'chooseOne', choices: list }, 'Apple', ['ban', '<escape>'], 'Apple'],
    [
      'a list: nothing found chooses nothing',
      { control: 'chooseOne', choices: list },
      'Apple',
      ['zzz', '<enter>'],
      'Apple',
    ],
    [
      'a list: Backspace in the search finds again',
      { control: 'chooseOne', choices: list },
      null,
      ['bax', '<backspace>', '<enter>'],
      'Banana',
    ],
    [
      'a list: --None-- empties',
      { control: 'chooseOne', choices: list },
      'Apple',
      ['<space>', '<home>', '<enter>'],
      null,
    ],
    ['a list: Delete empties', { control: 'chooseOne', choices: list }, 'Apple', ['<delete>'], null],
    [
      'a list: a required one is not emptied',
      { control: 'chooseOne', choices: list, required: true },
      'Apple',
      ['<delete>'],
      'Apple',
    ],
    [
      'radios: the first arrow chooses the first',
      { control: 'chooseOne', choices: list, expanded: true },
      null,
      ['<down>'],
      'Apple',
    ],
    [
      'radios: arrows choose',
      { control: 'chooseOne', choices: list, expanded: true },
      'Apple',
      ['<down>', '<right>', '<left>'],
      'Apricot',
    ],
    ['radios: Enter chooses', { control: 'chooseOne', choices: list, expanded: true }, null, ['<enter>'], 'Apple'],
    ['radios: letters jump', { control: 'chooseOne', choices: list, expanded: true }, null, ['c'], 'Cherry'],
    ['radios: Tab chooses nothing', { control: 'chooseOne', choices: list, expanded: true }, null, ['<tab>'], null],
    ['radios: search', { control: 'chooseOne', choices: list, expanded: true }, null, ['/an', '<enter>'], 'Banana'],
    [
      'checks: Space checks',
      { control: 'chooseMany', choices: list },
      null,
      ['<down>', '<space>', '<up>', '<space>'],
      ['Apple', 'Apricot'],
    ],
    ['checks: Space unchecks', { control: 'chooseMany', choices: list }, ['Apple', 'Banana'], ['<space>'], ['Banana']],
    ['checks: Enter does not check', { control: 'chooseMany', choices: list }, null, ['<enter>'], null],
    ['checks: letters jump', { control: 'chooseMany', choices: list }, null, ['b', '<space>'], ['Banana']],
    [
      'checks: all',
      { control: 'chooseMany', choices: list },
      ['Apple'],
      ['<ctrl+a>'],
      ['Apple', 'Apricot', 'Banana', 'Cherry'],
    ],
    [
      'checks: none',
      { control: 'chooseMany', choices: list },
      ['Apple', 'Apricot', 'Banana', 'Cherry'],
      ['<ctrl+a>'],
      [],
    ],
    [
      'checks: all that are found',
      { control: 'chooseMany', choices: list },
      null,
      ['/ap', '<ctrl+a>'],
      ['Apple', 'Apricot'],
    ],
  ])('%s', (_name, field, raw, script, expected) => expect(value(field, raw, ...script)).toEqual(expected));

  it('choosing from a list goes on to the next field', () => {
    const fields: FieldSpec[] = [{ name: 'F', control: 'chooseOne', choices: list }, text('After')];
    expect(drive({ fields }).keys('ban', '<enter>').focus).toBe('After');
  });

  it('arrows leave a check list at its ends', () => {
    const fields: FieldSpec[] = [text('Before'), { name: 'F', control: 'chooseMany', choices: list }, text('After')];
    expect(drive({ fields }).keys('<tab>', '<down>', '<down>', '<down>', '<down>').focus).toBe('After');
    expect(drive({ fields }).keys('<tab>', '<up>').focus).toBe('Before');
  });
});

describe('any keys on any screen', () => {
  const chord = fc.oneof(
    fc
      .constantFrom(
        ...[
          'tab',
          'shift+tab',
          'enter',
          'up',
          'down',
          'left',
          'right',
          'home',
          'end',
          'pageup',
          'pagedown',
          'backspace',
        ],
        ...[
          'delete',
          'escape',
          'ctrl+a',
          'ctrl+u',
          'ctrl+w',
          'ctrl+k',
          'ctrl+j',
          'ctrl+s',
          'ctrl+b',
          'f1',
          'alt+left',
          'what',
        ],
      )
      .map((name): Key => ({ chord: name, text: '' })),
    fc.constant<Key>({ chord: 'space', text: ' ' }),
    fc.constantFrom('a', 'y', '/', '1', '\u65e5').map((typed): Key => ({ chord: 'text', text: typed })),
    fc.string({ maxLength: 5 }).map((pasted): Key => ({ chord: 'paste', text: pasted })),
  );

  it('keep the focus on something that is there, send nothing bad and stay within the fields', () => {
    const names = new Set([
      'Account_Name',
      'Industry',
      'Rating',
      'Employees',
      'Revenue',
      'Since',
      'Interests',
      'Priority',
      'Reason',
      'Pin',
    ]);
    fc.assert(
      fc.property(fc.array(chord, { maxLength: 40 }), (script) => {
        const form = drive(DETAILS);
        for (const key of script) {
          form.press(key);
          const order = focusOrder(form.view).map((each) => each.field ?? each.verb);
          expect(order).toContain(form.state.focus?.field ?? form.state.focus?.verb);
          if (form.sent) expect(form.view.canProceed).toBe(true);
          for (const name of Object.keys(form.state.draft)) expect(names).toContain(name);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('never change a state in place', () => {
    const freeze = (state: FormState): FormState => {
      for (const part of [state.draft, state.refused, state.ui, ...Object.values(state.ui)]) Object.freeze(part);
      return Object.freeze(state);
    };
    fc.assert(
      fc.property(fc.array(chord, { maxLength: 25 }), (script) => {
        let view = screenView(DETAILS);
        let state = freeze(openForm(screenEffect(), view));
        for (const key of script) {
          const step = pressKey(state, key, view, SEEN);
          const next = screenView(DETAILS, step.state.draft);
          state = freeze(settleFocus(step.state, view, next));
          view = next;
        }
      }),
      { numRuns: 60 },
    );
  });
});
