import { UsageError } from '../../errors.ts';
import type { Program } from '../../interview/index.ts';
import type { ScreenField } from '../../model/screens.ts';
import { allFields, isEntryField } from '../../screens/index.ts';
import { nearest } from '../../values/nearest.ts';
import { type Answers, entriesOf, isAnswerList, PRESS, PRESSABLE } from './answers.ts';

/**
 * Checks the names in a set of answers against every screen that a program can reach, before anything runs.
 * @throws UsageError for the first unknown screen, field or button, with the name that was probably meant.
 */
export function checkAnswers(answers: Answers, program: Program): void {
  const screens = fieldsByScreen(program, isEntryField);
  const buttons = fieldsByScreen(program, ({ type }) => type === 'actionButton');
  for (const [screen, given] of Object.entries(answers)) {
    const fields = screens.get(screen);
    if (fields === undefined) throw unknown(`there is no screen named ${screen}`, screen, screens.keys(), 'screens');
    for (const visit of isAnswerList(given) ? given : [given]) {
      const pressed = visit[PRESS];
      const pressable = [...PRESSABLE, ...(buttons.get(screen) ?? [])];
      if (pressed !== undefined && !pressable.some((verb) => verb === pressed)) {
        throw new UsageError(
          `answers for ${screen}: ${PRESS} is ${JSON.stringify(pressed)}`,
          `it can be ${pressable.join(', ')}`,
        );
      }
      for (const field of Object.keys(entriesOf(visit))) {
        // A part of a component, an entry of a repeater's item, the text under a choice: `Home.city`.
        if (fields.has(field) || fields.has(field.split('.')[0] ?? '')) continue;
        throw unknown(`the screen ${screen} has no field named ${field}`, field, fields, 'its fields');
      }
    }
  }
}

/** Names of such fields by screen, of the flow and its subflows. */
function fieldsByScreen(
  program: Program,
  wanted: (field: ScreenField) => boolean,
): ReadonlyMap<string, ReadonlySet<string>> {
  const screens = new Map<string, Set<string>>();
  for (const { flow } of program.flows.values()) {
    for (const element of flow.elements) {
      if (element.type !== 'screen') continue;
      const fields = screens.get(element.name) ?? new Set();
      screens.set(element.name, fields);
      for (const field of allFields(element.fields)) if (wanted(field)) fields.add(field.name);
    }
  }
  return screens;
}

function unknown(message: string, name: string, known: Iterable<string>, what: string): UsageError {
  const names = [...known];
  const near = nearest(name, names);
  if (near !== undefined) return new UsageError(message, `did you mean ${near}?`);
  return new UsageError(
    message,
    names.length === 0 ? `there are no ${what.replace('its ', '')} to fill in` : `${what}: ${names.join(', ')}`,
  );
}
