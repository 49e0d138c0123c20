import { childOf, textOf, type XmlElement } from './xml.ts';

/** Tags of a connector of the main path; `faultConnector` leads off it. */
export const CONNECTOR = /^(next|noMore|default|timeout)?(Values?)?[cC]onnector$/;
/** The tag of the connector that leads there. */
export const FAULT = 'faultConnector';

/**
 * The elements of a flow in run order: each before its successors, the main path before fault paths, those that no path
 * reaches last in file order (LANGUAGE 2).
 */
export function inRunOrder(root: XmlElement): readonly XmlElement[] {
  const named = new Map<string, XmlElement>();
  for (const element of root.children) {
    const name = textOf(element, 'name');
    if (name !== null && childOf(element, 'name') && !named.has(name)) named.set(name, element);
  }
  const begin = childOf(root, 'start');
  const first = textOf(root, 'startElementReference');
  const roots = [...(begin ? targets(begin) : []), ...(first === null ? [] : [first])];
  const reached = reversePostorder(roots, named);
  const found = new Set(reached);
  return [...reached, ...root.children.filter((element) => !found.has(element))];
}

/** Depth first without recursion: flows may be long. */
function reversePostorder(roots: readonly string[], named: ReadonlyMap<string, XmlElement>): readonly XmlElement[] {
  const done: XmlElement[] = [];
  const seen = new Set<XmlElement>();
  const stack: { readonly element: XmlElement | null; readonly open: string[] }[] = [
    { element: null, open: [...roots] },
  ];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    // The last branch is finished first, so that the first one stands first in the reversed order.
    const next = top.open.pop();
    if (next === undefined) {
      if (top.element) done.push(top.element);
      stack.pop();
      continue;
    }
    const element = named.get(next);
    if (!element || seen.has(element)) continue;
    seen.add(element);
    stack.push({ element, open: [...targets(element)] });
  }
  return done.reverse();
}

/** Where an element leads: its outcomes and events first, then its default, its faults last. */
function targets(element: XmlElement): readonly string[] {
  const inner = element.children.filter(({ children }) => children.some(({ name }) => CONNECTOR.test(name)));
  const own = element.children.filter(({ name }) => CONNECTOR.test(name));
  const direct = own.filter(({ name }) => !name.startsWith('default'));
  const fallback = own.filter(({ name }) => name.startsWith('default'));
  const faults = element.children.filter(({ name }) => name === FAULT);
  return [
    ...direct,
    ...inner.flatMap(({ children }) => children.filter(({ name }) => CONNECTOR.test(name))),
    ...fallback,
    ...faults,
  ].flatMap((connector) => textOf(connector, 'targetReference') ?? []);
}
