import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { renderToString } from 'ink';
import { watchPresenter } from '../../src/effects/index.ts';
import { answersFrom, createAnswersPresenter } from '../../src/hosts/headless/index.ts';
import { drawFields } from '../../src/hosts/terminal/draw-field.ts';
import { visibleFields } from '../../src/hosts/terminal/form-state.ts';
import { openForm } from '../../src/hosts/terminal/form-update.ts';
import { loadRichText } from '../../src/hosts/terminal/rich-text-loader.ts';
import { createTheme } from '../../src/hosts/terminal/theme.ts';
import type { FieldView, ScreenView } from '../../src/model/interview.ts';
import type { Value, Values } from '../../src/model/value.ts';
import { readValues, runFlow } from '../../src/project/index.ts';
import { isFields } from '../../src/values/fields.ts';

/** Flows with fields of many kinds; the first test of each fills them in. */
const FLOWS: readonly string[] = ['all-fields', 'sign-contract'];
const WIDTH = 76;

/** What each kind of field looks like in a terminal, by kind: drawn from real runs of the example flows. */
export async function fieldPictures(root: string): Promise<ReadonlyMap<string, string>> {
  await loadRichText();
  const pictures = new Map<string, string>();
  for (const flow of FLOWS) {
    for (const view of await screensOf(root, flow)) {
      for (const field of visibleFields(view.fields)) {
        if (!pictures.has(field.type)) pictures.set(field.type, pictureOf(field, view));
      }
    }
  }
  return pictures;
}

/** The screens of a run as they stood when they were left. */
async function screensOf(root: string, flow: string): Promise<readonly ScreenView[]> {
  const { tests } = await readValues(`flows/${flow}.test.yaml`, root);
  const [test] = isFields(tests ?? null) ? Object.values(tests as Values) : [];
  const screens = isFields(test ?? null) ? (test as Values).screens : null;
  const views: ScreenView[] = [];
  const presenter = createAnswersPresenter(answersFrom(screens as Values, `${flow}.test.yaml`));
  await runFlow(join('flows', `${flow}.yaml`), {
    cwd: root,
    env: {},
    presenter: watchPresenter(presenter, (view) => views.push(view)),
  });
  return views;
}

function pictureOf(field: FieldView, view: ScreenView): string {
  const state = openForm({ kind: 'screen', id: 0, flow: '', element: view.element, draft: {}, errors: {} }, view);
  const drawn = drawFields([withKeys(field)], WIDTH, {
    state: { ...state, focus: null },
    theme: createTheme({ LANG: 'C.UTF-8' }, { colour: false }),
    listRows: 10,
    gap: 0,
    screenReader: false,
    focusRef: { current: null },
  });
  return stripVTControlCharacters(renderToString(drawn, { columns: WIDTH }))
    .split('\n')
    .map((row) => row.trimEnd())
    .join('\n');
}

/** Answers name choices by their labels or values and rows by their numbers; what is drawn goes by keys. */
function withKeys(field: FieldView): FieldView {
  const { choices, table, raw } = field;
  const keyOf = (entry: Value): Value => {
    const word = String(entry).toLowerCase();
    const choice = choices?.find(({ key, label }) => [key, label].some((name) => name.toLowerCase() === word));
    return choice?.key ?? table?.rows[Number(entry) - 1]?.key ?? entry;
  };
  if (raw === null || (!choices && !table)) return field;
  const several = table !== undefined || field.control === 'chooseMany';
  return { ...field, raw: several ? [raw].flat().map((entry) => keyOf(entry as Value)) : keyOf(raw) };
}
