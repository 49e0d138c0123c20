import { describe, expect, it } from 'vitest';
import { maskPresenter, type Presenter, runInterview, watchPresenter } from '../../src/effects/index.ts';
import { noPerformers } from '../../src/effects/no-performers.ts';
import { compileFlow, startInterview } from '../../src/interview/index.ts';
import type { FieldView, ScreenView } from '../../src/model/interview.ts';
import type { ScreenField } from '../../src/model/screens.ts';
import { around, context, flow, place, screen, template, textField, variable } from '../interview/build.ts';

const FIELDS: readonly ScreenField[] = [
  textField('Plain', { label: template('Say {!found}'), help: template('Not {!found}') }),
  textField('Code', { type: 'password' }),
  {
    type: 'section',
    name: 'Box',
    place,
    heading: template('About {!found}'),
    columns: [
      {
        width: 12,
        fields: [{ type: 'displayText', name: 'Text', place, text: template('It is {!found}.'), html: false }],
      },
    ],
  },
];
const OF = flow([screen('Ask', FIELDS)], { variables: [variable('found', { dataType: 'Text' }, { input: true })] });

async function run(masked: (inner: Presenter) => Presenter) {
  const program = compileFlow(OF, around(OF));
  const views: ScreenView[] = [];
  const end = await runInterview(program, startInterview(program, { found: 'tiger' }, context), {
    presenter: masked({
      present: async ({ effect, view }) => {
        const draft = { ...effect.draft, Plain: 'tiger', Code: 'hidden entry' };
        views.push(view(draft));
        return { kind: 'answered', answers: effect.id, at: 0, verb: 'finish', draft };
      },
    }),
    performers: { ...noPerformers(), callout: () => Promise.reject(new TypeError('no callouts here')) },
  });
  const byName = (name: string): FieldView | undefined => views[0]?.fields.find((field) => field.name === name);
  return { end, byName };
}
const mask = (text: string): string => text.replaceAll('tiger', '***');

describe('maskPresenter', () => {
  it('masks what a screen says, in sections too, and leaves entries alone', async () => {
    const { byName, end } = await run((inner) => maskPresenter(inner, { mask, onSecret: () => {} }));
    expect(byName('Plain')).toMatchObject({ label: 'Say ***', help: 'Not ***', raw: 'tiger', value: 'tiger' });
    expect(byName('Box')).toMatchObject({ label: 'About ***', columns: [{ fields: [{ text: 'It is ***.' }] }] });
    expect(end.frames['0']?.variables).toMatchObject({ Plain: 'tiger', Code: 'hidden entry' });
  });

  it('tells what was entered into fields that hide it', async () => {
    const secrets: string[] = [];
    await run((inner) => maskPresenter(inner, { mask, onSecret: (entry) => secrets.push(entry) }));
    expect(secrets).toEqual(['hidden entry']);
  });
});

describe('watchPresenter', () => {
  it('tells every screen as it stood when its button was pressed', async () => {
    const told: unknown[] = [];
    await run((inner) => watchPresenter(inner, (view, verb) => told.push([view.element, verb, view.fields[0]?.value])));
    expect(told).toEqual([['Ask', 'finish', 'tiger']]);
  });
});
