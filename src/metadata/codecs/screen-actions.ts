import { SCREEN_ACTION } from '../../forms/index.ts';
import type { MapEntry } from '../../model/document.ts';
import type { MetadataCodec, MetadataForm } from '../codec.ts';
import { withComments, writeConstruct } from '../construct.ts';
import { entry, get, mapNode, scalarText, textNode } from '../nodes.ts';
import { branch, childrenOf, leaf, textOf, type XmlElement } from '../xml.ts';
import { readNamed } from './parts.ts';

/** `on` stands in the screen's triggers. */
const IN_ACTIONS: MetadataForm = { ...SCREEN_ACTION, rows: SCREEN_ACTION.rows.filter(({ key }) => key !== 'on') };

const EVENT = 'click';

/** `actions` of a screen, each with the button that starts it (`actions` and `triggers`). */
export const screenActions: MetadataCodec = {
  read: (source, _row, scope) => {
    const found = childrenOf(source, 'actions');
    const buttons = buttonsByAction(source);
    const [first] = found;
    if (!first || !buttons) return null;
    const isFlow = (action: XmlElement): boolean => textOf(action, 'actionType') === SCREEN_ACTION.fixed.actionType;
    const entries = readNamed(found, scope, (action) => (isFlow(action) ? IN_ACTIONS : null));
    return (
      entries &&
      mapNode(
        entries.map((each) => withButton(each, buttons)),
        first.place,
      )
    );
  },
  write: (node, _row, scope) => {
    if (node?.kind !== 'map') return [];
    const actions = node.entries.flatMap(({ key, value, comments }) => {
      const map = value.kind === 'map' ? value : mapNode([], value.place);
      return withComments([writeConstruct(IN_ACTIONS, map, key, scope)], comments);
    });
    const triggers = node.entries.flatMap(({ key, value }) => {
      const button = value.kind === 'map' ? scalarText(get(value, 'on')) : null;
      if (button === null) return [];
      const handlers = branch('handlers', [leaf('screenActionName', key)]);
      return [branch('triggers', [leaf('eventName', EVENT), leaf('eventSource', button), handlers])];
    });
    return [...actions, ...triggers];
  },
};

function withButton(action: MapEntry, buttons: ReadonlyMap<string, string>): MapEntry {
  const button = buttons.get(action.key);
  const { value } = action;
  if (button === undefined || value.kind !== 'map') return action;
  const at = value.entries.findIndex(({ key }) => key === 'metadata');
  const on = entry('on', textNode(button, value.place));
  return {
    ...action,
    value: { ...value, entries: value.entries.toSpliced(at < 0 ? value.entries.length : at, 0, on) },
  };
}

/** Null where the triggers say more than that a button starts an action. */
function buttonsByAction(screen: XmlElement): ReadonlyMap<string, string> | null {
  const buttons = new Map<string, string>();
  for (const trigger of childrenOf(screen, 'triggers')) {
    const [handler, more] = childrenOf(trigger, 'handlers');
    const action = handler && textOf(handler, 'screenActionName');
    const button = textOf(trigger, 'eventSource');
    const isPlain = trigger.children.length === 3 && handler?.children.length === 1 && more === undefined;
    if (!isPlain || textOf(trigger, 'eventName') !== EVENT || !action || button === null || buttons.has(action))
      return null;
    buttons.set(action, button);
  }
  return buttons;
}
