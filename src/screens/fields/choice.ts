import type { ChoiceField, Option } from '../../model/screens.ts';
import type { Value } from '../../model/value.ts';
import { equal } from '../../values/comparison.ts';
import type { EvaluationContext } from '../../values/scope.ts';
import type { CompiledChoice, CompiledField, FieldContext, FieldDefinition } from '../define-field.ts';
import { isEmptyEntry } from '../define-field.ts';

type Choices<S> = (state: S) => readonly CompiledChoice<S>[];

/** Name of the choice resource that an option written in place is in the metadata (LANGUAGE 7). */
export function optionName(field: string, label: string): string {
  return `${field}_${label.replace(/[^A-Za-z0-9]+/g, '_')}`;
}

function optionChoice<S extends EvaluationContext>(
  field: string,
  option: Option,
  context: FieldContext<S>,
): CompiledChoice<S> {
  return { key: optionName(field, option.label), label: () => option.label, value: context.read(option.value) };
}

/** The choices of a field, and what comes with them. */
interface Offer<S extends EvaluationContext> {
  readonly read: Choices<S>;
  /** What the field does beside holding a choice: text boxes under choices, queries, outputs of chosen records. */
  readonly also: Pick<CompiledField<S>, 'below' | 'queries' | 'leave'>;
}

function compileChoices<S extends EvaluationContext>(field: ChoiceField, context: FieldContext<S>): Offer<S> {
  if (field.options) {
    const options = field.options.map((option) => optionChoice(field.name, option, context));
    return { read: () => options, also: {} };
  }
  const lists = (field.choices ?? []).map((reference) => context.choices(reference));
  const read: Choices<S> = (state) => lists.flatMap((list) => list.read(state));
  const below = lists
    .flatMap(({ inputs = [] }) => inputs)
    .map(({ name, place, label, required, validate }) => ({
      field: {
        type: 'text',
        name,
        place,
        label,
        required,
        onRevisit: 'keep',
        ...(validate ? { validate } : {}),
      } as const,
      shows: (raw: Value, state: S) =>
        entriesOf(raw).some((entry) => findChoice(read(state), entry, state)?.key === name),
    }));
  return {
    read,
    also: {
      below,
      queries: lists.flatMap(({ query }) => (query ? [query] : [])),
      leave: (raw, state) => {
        for (const entry of entriesOf(raw)) findChoice(read(state), entry, state)?.chosen?.(state);
      },
    },
  };
}

/**
 * The choice that an entry means: its key; from a file of answers also its value or its label.
 * @returns undefined where no choice is meant.
 */
function findChoice<S>(choices: readonly CompiledChoice<S>[], raw: Value, state: S): CompiledChoice<S> | undefined {
  const ownValue = (choice: CompiledChoice<S>): Value => (choice.own ?? choice.value)(state);
  return (
    choices.find((choice) => choice.key === raw) ??
    choices.find((choice) => equal(ownValue(choice), raw) || String(ownValue(choice)) === raw) ??
    choices.find((choice) => choice.label(state) === raw)
  );
}

function initialKey<S extends EvaluationContext>(
  field: ChoiceField,
  choices: Choices<S>,
  context: FieldContext<S>,
): (state: S) => Value {
  const { selected } = field;
  if (selected) return () => selected.path;
  if (!field.default) return () => null;
  const read = context.read(field.default);
  return (state) => {
    const value = read(state);
    return value === null ? null : (findChoice(choices(state), value, state)?.key ?? null);
  };
}

interface ChoiceFace {
  readonly control: 'chooseOne' | 'chooseMany';
  readonly expanded: boolean;
}

function faceOf<S>(choices: Choices<S>, face: ChoiceFace): CompiledField<S & EvaluationContext>['face'] {
  return (state) => ({
    ...face,
    choices: choices(state).map((choice) => ({ key: choice.key, label: choice.label(state) })),
  });
}

const UNKNOWN = 'Choose one of the options.';

/** A field for one choice: its value is the choice's value. */
export function defineSingleChoice<T extends Exclude<ChoiceField['type'], 'checkboxGroup' | 'multiSelectPicklist'>>(
  type: T,
  expanded: boolean,
): FieldDefinition<T, ChoiceField> {
  return {
    type,
    valueType: (field) => ({ dataType: field.valueType }),
    compile: (field, context) => {
      const { read: choices, also } = compileChoices(field, context);
      return {
        ...also,
        initial: initialKey(field, choices, context),
        parse: (raw, state) => {
          if (isEmptyEntry(raw)) return { value: null, problem: null };
          const choice = findChoice(choices(state), raw, state);
          return choice ? { value: choice.value(state), problem: null } : { value: null, problem: UNKNOWN };
        },
        face: faceOf(choices, { control: 'chooseOne', expanded }),
      };
    },
  };
}

/**
 * A field for several choices: its value is the values joined by `;`, semicolons inside a value are dropped (reference:
 * flow-semantics 2).
 */
export function defineMultipleChoice<T extends 'checkboxGroup' | 'multiSelectPicklist'>(
  type: T,
  expanded: boolean,
): FieldDefinition<T, ChoiceField> {
  return {
    type,
    valueType: () => ({ dataType: 'Text' }),
    compile: (field, context) => {
      const { read: choices, also } = compileChoices(field, context);
      const initial = initialKeys(field, choices, context);
      return {
        ...also,
        initial,
        parse: (raw, state) => {
          const chosen = entriesOf(raw).map((entry) => findChoice(choices(state), entry, state));
          if (chosen.includes(undefined)) return { value: null, problem: UNKNOWN };
          const values = chosen.map((choice) => String(choice?.value(state) ?? '').replaceAll(';', ''));
          return { value: values.length === 0 ? null : values.join(';'), problem: null };
        },
        face: faceOf(choices, { control: 'chooseMany', expanded }),
      };
    },
  };
}

function entriesOf(raw: Value): readonly Value[] {
  if (Array.isArray(raw)) return raw;
  return isEmptyEntry(raw)
    ? []
    : String(raw)
        .split(';')
        .map((entry) => entry.trim());
}

function initialKeys<S extends EvaluationContext>(
  field: ChoiceField,
  choices: Choices<S>,
  context: FieldContext<S>,
): (state: S) => Value {
  const { selected } = field;
  if (selected) return () => [selected.path];
  if (!field.default) return () => [];
  const read = context.read(field.default);
  return (state) =>
    entriesOf(read(state))
      .map((entry) => findChoice(choices(state), entry, state)?.key)
      .filter((key) => key !== undefined);
}
