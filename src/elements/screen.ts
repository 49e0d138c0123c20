import { InternalError, WrongEventError } from '../errors.ts';
import type { ScreenElement } from '../model/elements.ts';
import type { Draft, ScreenVerb, ScreenView } from '../model/interview.ts';
import type { Value } from '../model/value.ts';
import { allFields, fieldValueType } from '../screens/index.ts';
import { compileFields, type FieldNode, flatten, readScreen, viewField } from '../screens/read-screen.ts';
import { own } from '../values/fields.ts';
import {
  type CompileContext,
  type ElementDefinition,
  type Next,
  type Read,
  type Turn,
  WAIT,
} from './define-element.ts';

/**
 * Screen: shows fields and waits for a verb. Entries are checked on Next and Finish, not on Previous; a hidden field is
 * null (reference: flow-semantics 1 and 2). What is refused stays on the screen with its messages: that is no error.
 */
export const screen: ElementDefinition<'screen'> = {
  type: 'screen',
  boundary: 'commits',
  connectors: (element) => [{ name: 'next', connector: element.next }],
  declares: (element) =>
    allFields(element.fields).flatMap((field) => {
      const type = fieldValueType(field);
      return type === null ? [] : [{ name: field.name, place: field.place, what: 'screen field', type }];
    }),
  compile: (element, context) => {
    const roots = compileFields(element.fields, context, null);
    const nodes = flatten(roots);
    const inputs = nodes.filter((node) => node.isInput).map((node) => ({ node, store: context.store(node.name) }));
    const next = context.to(element.next);
    const view = compileView(element, roots, nodes, context);

    return {
      enter: (turn) => {
        const draft = firstDraft(element.name, nodes, turn);
        // Looked at once before anybody else does: what cannot be shown fails here, as a fault of this element.
        view(turn, draft);
        return turn.raise({ kind: 'screen', draft, errors: {} });
      },
      view,
      resume: (turn, event): Next => {
        if (event.kind === 'failed') return turn.fault(event.fault);
        if (event.kind !== 'answered') throw new InternalError(`a screen was resumed with ${event.kind}`);
        const { verbs } = view(turn, event.draft);
        if (!verbs.includes(event.verb))
          throw new WrongEventError(event.verb, `screen ${element.name} (it offers ${verbs.join(', ')})`);
        const reading = readScreen(nodes, turn, event.draft);
        const errors: Record<string, string> = {};
        for (const node of nodes) {
          const problem = reading.problem(node);
          if (problem !== null) errors[node.name] = problem;
        }
        if (Object.keys(errors).length > 0) {
          turn.raise({ kind: 'screen', draft: event.draft, errors });
          return WAIT;
        }
        for (const { node, store } of inputs) store(turn, reading.read(node).parsed.value);
        return next;
      },
    };
  },
};

/** What stands in the fields when the screen comes up: the last entries, or the defaults (`inputsOnNextNavToAssocScrn`). */
function firstDraft(screenName: string, nodes: readonly FieldNode<Turn>[], turn: Turn): Draft {
  const entered = turn.entered(screenName);
  const draft: Record<string, Value> = {};
  for (const node of nodes) {
    if (!node.isInput) continue;
    const last = node.resets ? undefined : entered && own(entered, node.name);
    draft[node.name] = last === undefined ? node.field.initial(turn) : last;
  }
  return draft;
}

function compileView(
  element: ScreenElement,
  roots: readonly FieldNode<Turn>[],
  nodes: readonly FieldNode<Turn>[],
  context: CompileContext,
): (turn: Turn, draft: Draft) => ScreenView {
  const help: Read<string> | null = element.help ? context.text(element.help) : null;
  const { buttons } = element;
  return (turn, draft) => {
    const reading = readScreen(nodes, turn, draft);
    const forward: ScreenVerb = element.next || turn.isSubflow ? 'next' : 'finish';
    const verbs: ScreenVerb[] = [];
    if (element.allowBack && element.showFooter && turn.canGoBack) verbs.push('previous');
    if (forward === 'next' || element.allowFinish) verbs.push(forward);
    return {
      flowLabel: context.flow.label,
      element: element.name,
      label: element.label,
      help: help ? help(turn) : null,
      showHeader: element.showHeader,
      showFooter: element.showFooter,
      fields: roots.map((node) => viewField(node, reading)),
      verbs,
      labels: {
        previous: buttons.previous ?? 'Previous',
        next: buttons.next ?? 'Next',
        finish: buttons.next ?? 'Finish',
        pause: buttons.pause ?? 'Pause',
      },
      canProceed: nodes.every((node) => reading.problem(node) === null),
    };
  };
}
