import type { PresentedScreen, Presenter } from '../../effects/ports.ts';
import { FlowrunError, UsageError } from '../../errors.ts';
import type { Program } from '../../interview/index.ts';
import type { Draft, FieldView, ScreenVerb, ScreenView } from '../../model/interview.ts';
import type { Value } from '../../model/value.ts';
import { isFields, own } from '../../values/fields.ts';
import { type Answers, entriesOf, isAnswerList, PRESS, type ScreenAnswers } from './answers.ts';
import { checkAnswers } from './check-answers.ts';
import { exampleAnswers } from './example.ts';

export interface AnswersOptions {
  /** With it, unknown screens and fields are refused before the run. */
  readonly program?: Program;
  /** Milliseconds since 1970; `Date.now` unless given. */
  readonly now?: () => number;
  /** Where the answers come from, for messages: `--answers FILE`. */
  readonly source?: string;
}

/** The same answers lead to the same screen in the same state again. */
export class GoesRoundError extends UsageError {
  constructor(screen: string, faultMessage: string | null) {
    super(
      faultMessage === null
        ? `the flow came back to the screen ${screen} with nothing changed, and would go round for ever`
        : `${faultMessage}\nthe flow offers the screen ${screen} again after this fault; the same answers are not sent twice`,
      'give the screen a list of answers, one for each visit',
    );
  }
}

/**
 * Answers screens from data, without a terminal. Entries are put over what stands in the fields already (defaults, the
 * entries of an earlier visit); a screen without answers goes on if it can.
 * @throws UsageError for names that no screen has, and when presenting: for fields that need an answer, entries that are
 *   refused, a button that is not there, and a run that comes back to the same screen in the same state.
 */
export function createAnswersPresenter(answers: Answers, options: AnswersOptions = {}): Presenter {
  const { program, now = Date.now, source = '--answers FILE' } = options;
  if (program) checkAnswers(answers, program);
  const visits = new Map<string, number>();
  const seen = new Set<string>();
  /** Screens that were answered, with the fault there was at that time. */
  const answered = new Map<string, string | null>();
  /** Answers of lists that were used: as long as this grows, the run is getting on. */
  let used = 0;

  const take = (screen: string): ScreenAnswers => {
    const given = own(answers, screen);
    if (given === undefined || !isAnswerList(given)) return given ?? {};
    const visit = visits.get(screen) ?? 0;
    visits.set(screen, visit + 1);
    const one = given[visit];
    if (one !== undefined) used += 1;
    return one ?? {};
  };

  return {
    present: async (screen, signal) => {
      if (signal.aborted) throw new FlowrunError('CANCELLED', 'the flow was cancelled');
      const { effect } = screen;
      const given = take(effect.element);
      const draft: Draft = { ...effect.draft, ...entriesOf(given) };
      const view = screen.view(draft);
      const action = actionOf(view, given);
      if (action !== null) {
        // One map serves every visit: it would press the button again and again.
        const state = JSON.stringify([effect.flow, effect.element, action, used]);
        if (seen.has(state)) throw new GoesRoundError(nameOf(view), screen.interview?.faultMessage ?? null);
        seen.add(state);
        return { kind: 'pressed', answers: effect.id, at: now(), action, draft };
      }
      const verb = verbOf(view, given);
      if (verb !== 'previous') checkEntries(view, given, source);
      const fault = screen.interview?.faultMessage ?? null;
      // A fault since the last visit: the same answers would send the same callout again, which is for a person to decide.
      const again = answered.get(effect.element);
      if (again !== undefined && again !== fault && hasMap(answers, effect.element))
        throw new GoesRoundError(nameOf(view), fault);
      answered.set(effect.element, fault);
      const state = stateOf(screen, draft, verb, used);
      if (seen.has(state)) throw new GoesRoundError(nameOf(view), fault);
      seen.add(state);
      return { kind: 'answered', answers: effect.id, at: now(), verb, draft };
    },
  };
}

/** Whether a screen has one map of answers for all its visits. */
function hasMap(answers: Answers, screen: string): boolean {
  const given = own(answers, screen);
  return given !== undefined && !isAnswerList(given);
}

/** The same state, the same entries and the same button lead to the same place. */
function stateOf({ effect, interview }: PresentedScreen, draft: Draft, verb: ScreenVerb, used: number): string {
  return JSON.stringify([effect.flow, effect.element, draft, verb, used, interview?.stack, interview?.frames]);
}

/** The action that the button of this name starts; null where `$press` names none. */
function actionOf(view: ScreenView, given: ScreenAnswers): string | null {
  const button = fieldsOf(view.fields).find(({ name, control }) => control === 'button' && name === given[PRESS]);
  if (!button) return null;
  if (!button.visible || button.readOnly) {
    throw new UsageError(
      `the button ${titleOf(button)} of the screen ${nameOf(view)} cannot be pressed with these answers`,
    );
  }
  return button.press && 'action' in button.press ? button.press.action : null;
}

function verbOf(view: ScreenView, given: ScreenAnswers): ScreenVerb {
  const pressed = given[PRESS] as ScreenVerb | undefined;
  // Which of the two goes forward depends on the flow, not on who answers.
  const forward = view.verbs.find((verb) => verb === 'next' || verb === 'finish');
  const wanted = pressed === 'next' || pressed === 'finish' ? forward : (pressed ?? forward);
  if (wanted !== undefined && view.verbs.includes(wanted)) return wanted;
  const offered = view.verbs.length === 0 ? 'it has no buttons' : `it offers ${view.verbs.join(', ')}`;
  throw new UsageError(`the screen ${nameOf(view)} has no button ${pressed ?? 'that goes forward'}`, offered);
}

/** Every problem at once: entries that are refused, then fields that are missing. */
function checkEntries(view: ScreenView, given: ScreenAnswers, source: string): void {
  const fields = fieldsOf(view.fields);
  const entryOf = ({ name }: FieldView): Value | undefined => givenFor(name, given);
  const isGiven = (field: FieldView): boolean => entryOf(field) !== undefined;
  const pointless = fields.filter((field) => isGiven(field) && (!field.visible || field.readOnly));
  const refused = fields.filter((field) => field.error !== null && isGiven(field));
  const missing = fields.filter((field) => field.error !== null && !isGiven(field));
  if (pointless.length + refused.length + missing.length === 0) return;
  const lines = [
    ...pointless.map(
      (field) => `  ${titleOf(field)}: ${field.visible ? 'cannot be changed' : 'is hidden with these answers'}`,
    ),
    ...refused.map((field) => `  ${titleOf(field)}: ${JSON.stringify(entryOf(field))} is refused: ${field.error}`),
    ...missing.map((field) => `  ${titleOf(field)}: ${field.error}`),
  ];
  const what = pointless.length + refused.length > 0 ? 'does not accept the answers' : 'needs answers';
  const examples = [...missing, ...refused];
  const help =
    examples.length === 0
      ? `take these entries out of ${source}`
      : `give them with ${source}, for example:\n${exampleAnswers(view.element, examples)}`;
  throw new UsageError(`the screen ${nameOf(view)} ${what}:\n${lines.join('\n')}`, help);
}

/** The entry for a field: under its own name, or for a part of a component in the map under the component's. */
function givenFor(name: string, given: ScreenAnswers): Value | undefined {
  const whole = own(given, name);
  if (whole !== undefined) return whole;
  const dot = name.lastIndexOf('.');
  const outer = dot < 0 ? undefined : givenFor(name.slice(0, dot), given);
  return isFields(outer) ? own(outer, name.slice(dot + 1)) : undefined;
}

/** `Account_Details ("Account Details")`. */
function nameOf({ element, label }: ScreenView): string {
  return label === '' || label === element ? element : `${element} ("${label}")`;
}

function titleOf({ name, label }: FieldView): string {
  return label === '' ? name : `${label} (${name})`;
}

/** All fields of a view, those in columns included. */
function fieldsOf(fields: readonly FieldView[]): readonly FieldView[] {
  return fields.flatMap((field) => [field, ...(field.columns ?? []).flatMap((column) => fieldsOf(column.fields))]);
}
