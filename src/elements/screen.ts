import { InternalError, WrongEventError } from '../errors.ts';
import type { ScreenElement } from '../model/elements.ts';
import type { Draft, RecordQuery, ScreenVerb, ScreenView } from '../model/interview.ts';
import type { Value } from '../model/value.ts';
import type { ScreenQuery } from '../screens/define-field.ts';
import { compileFields, type FieldNode, flatten, takesEntry } from '../screens/field-node.ts';
import { allFields, fieldValueType } from '../screens/index.ts';
import { problemsOf, rawOf, readScreen } from '../screens/read-screen.ts';
import { viewFields } from '../screens/view-screen.ts';
import { behaves } from '../values/api-version.ts';
import {
  type CompileContext,
  type ElementDefinition,
  type Next,
  type Read,
  type Turn,
  WAIT,
} from './define-element.ts';
import { compileLeave } from './leave-screen.ts';
import { compileActions, declareAction } from './screen-actions.ts';

/**
 * Screen: shows fields and waits for a verb. Entries are checked on Next and Finish, not on Previous; a hidden field is
 * null (reference: flow-semantics 1 and 2). What is refused stays on the screen with its messages: that is no error.
 * Records that its choices and lookups need are queried first, on every visit. A button runs an action of the screen and
 * comes back to it with the entries as they were.
 */
export const screen: ElementDefinition<'screen'> = {
  type: 'screen',
  boundary: 'commits',
  raises: 'screen',
  connectors: (element) => [{ name: 'next', connector: element.next }],
  declares: (element, signature) => [
    ...allFields(element.fields).flatMap((field) => {
      const type = fieldValueType(field);
      return type === null ? [] : [{ name: field.name, place: field.place, what: 'screen field', type }];
    }),
    ...element.actions.map((action) => declareAction(action, signature)),
  ],
  compile: (element, context) => {
    const actions = compileActions(element.actions, context);
    const roots = compileFields(element.fields, { ...context, actionOn: actions.on }, null);
    const nodes = flatten(roots);
    const next = context.to(element.next);
    const view = compileView(element, roots, nodes, context);
    const queries = queriesOf(nodes);
    const leave = compileLeave(allFields(element.fields), nodes, context);

    const { apiVersion } = context.flow;
    const resets = ({ resets: asked, type }: FieldNode<Turn>): boolean =>
      asked && behaves(apiVersion, type === 'recordField' ? 'revisitedRecordFields' : 'revisitedFields');

    const show = (turn: Turn, draft = firstDraft(element.name, nodes, turn, resets)): Next => {
      // Looked at once before anybody else does: what cannot be shown fails here, as a fault of this element.
      view(turn, draft);
      return turn.raise({ kind: 'screen', draft, errors: {} });
    };
    return {
      enter: (turn) => {
        const asked = askedFor(queries, turn);
        if (asked.length === 0) return show(turn);
        context.keepRows(turn, null);
        return turn.raise({
          kind: 'query',
          queries: asked.map(({ query }) => query),
          runInMode: context.flow.runInMode,
        });
      },
      view,
      resume: (turn, event): Next => {
        const { pending } = turn;
        if (pending.kind === 'action' && pending.screenAction !== undefined) {
          if (event.kind === 'acted') actions.finished(pending.screenAction, turn, event.outputs);
          if (event.kind === 'failed') actions.failed(pending.screenAction, turn, event.fault);
          return show(turn, turn.entered(element.name));
        }
        if (event.kind === 'failed') return turn.fault(event.fault);
        if (event.kind === 'rows') {
          const names = askedFor(queries, turn).map(({ name }) => name);
          context.keepRows(turn, Object.fromEntries(names.map((name, index) => [name, event.rows[index] ?? []])));
          return show(turn);
        }
        if (event.kind === 'pressed') {
          const { state } = readScreen(nodes, turn, event.draft);
          return turn.raise(actions.run(event.action, state));
        }
        if (event.kind !== 'answered') throw new InternalError(`a screen was resumed with ${event.kind}`);
        const { verbs } = view(turn, event.draft);
        if (!verbs.includes(event.verb))
          throw new WrongEventError(event.verb, `screen ${element.name} (it offers ${verbs.join(', ')})`);
        const reading = readScreen(nodes, turn, event.draft);
        const errors = problemsOf(reading);
        if (Object.keys(errors).length > 0) {
          turn.raise({ kind: 'screen', draft: event.draft, errors });
          return WAIT;
        }
        leave(turn, reading);
        context.keepRows(turn, null);
        return next;
      },
    };
  },
};

/** The queries of all fields; a choice set that several fields offer is read once. */
function queriesOf(nodes: readonly FieldNode<Turn>[]): readonly ScreenQuery<Turn>[] {
  const byName = new Map<string, ScreenQuery<Turn>>();
  for (const node of nodes) {
    for (const query of node.field.queries ?? []) byName.set(query.name, query);
    for (const query of queriesOf(flatten(node.item ?? []))) byName.set(query.name, query);
  }
  return [...byName.values()];
}

interface AskedFor {
  readonly name: string;
  readonly query: RecordQuery;
}

function askedFor(queries: readonly ScreenQuery<Turn>[], turn: Turn): readonly AskedFor[] {
  return queries.flatMap(({ name, make }): readonly AskedFor[] => {
    const query = make(turn);
    return query ? [{ name, query }] : [];
  });
}

/** What stands in the fields when the screen comes up: the last entries, or the defaults (`inputsOnNextNavToAssocScrn`). */
function firstDraft(
  screenName: string,
  nodes: readonly FieldNode<Turn>[],
  turn: Turn,
  resets: (node: FieldNode<Turn>) => boolean,
): Draft {
  const entered = turn.entered(screenName);
  const draft: Record<string, Value> = {};
  for (const node of nodes) {
    if (!takesEntry(node)) continue;
    const last = resets(node) || !entered ? undefined : rawOf(node, entered);
    draft[node.name] = last === undefined ? (node.field.initial?.(turn) ?? null) : last;
    if (entered && node.item) Object.assign(draft, itemEntries(node.name, entered));
  }
  return draft;
}

/** What was entered in the items of a repeater, under their names. */
function itemEntries(repeater: string, entered: Draft): Draft {
  return Object.fromEntries(Object.entries(entered).filter(([key]) => key.startsWith(`${repeater}.`)));
}

/** A screen that names no stage belongs to the one that is current (reference: flow-semantics 11). */
function stageOf({ stage, place }: ScreenElement, context: CompileContext): Read {
  if (stage) return context.read(stage);
  return context.flow.stages.length === 0
    ? () => null
    : context.read({ kind: 'reference', path: '$Flow.CurrentStage', place });
}

function compileView(
  element: ScreenElement,
  roots: readonly FieldNode<Turn>[],
  nodes: readonly FieldNode<Turn>[],
  context: CompileContext,
): (turn: Turn, draft: Draft) => ScreenView {
  const help: Read<string> | null = element.help ? context.text(element.help) : null;
  const stage = stageOf(element, context);
  const { buttons } = element;
  return (turn, draft) => {
    const stageLabel = stage(turn);
    const reading = readScreen(nodes, turn, draft);
    const forward: ScreenVerb = element.next || turn.isSubflow ? 'next' : 'finish';
    const verbs: ScreenVerb[] = [];
    if (element.allowBack && element.showFooter && turn.canGoBack) verbs.push('previous');
    if (forward === 'next' || element.allowFinish) verbs.push(forward);
    return {
      flowLabel: context.flow.label,
      element: element.name,
      label: element.label,
      ...(typeof stageLabel === 'string' && stageLabel !== '' ? { stage: stageLabel } : {}),
      help: help ? help(turn) : null,
      showHeader: element.showHeader,
      showFooter: element.showFooter,
      fields: viewFields(roots, reading),
      verbs,
      labels: {
        previous: buttons.previous ?? 'Previous',
        next: buttons.next ?? 'Next',
        finish: buttons.next ?? 'Finish',
        pause: buttons.pause ?? 'Pause',
      },
      canProceed: Object.keys(problemsOf(reading)).length === 0,
    };
  };
}
