import { CHOICE_TYPE_WORDS, OPTION } from '../../forms/index.ts';
import type { DocumentNode } from '../../model/document.ts';
import type { Context, MetadataCodec, Scope } from '../codec.ts';
import { patchBetween } from '../merge-patch.ts';
import { commentsWithin, entry, get, listNode, mapNode, scalarText, textNode } from '../nodes.ts';
import { branch, childOf, childrenOf, leaf, textOf, type XmlElement } from '../xml.ts';
import { valueElement, valueNode } from './value.ts';

/** Choices of a screen field: references, or options written in place (LANGUAGE 7). */

/** Names of choices and choice sets. */
export const choices: MetadataCodec = {
  read: (source, row, scope) => {
    const found = childrenOf(source, row.tag ?? '');
    const [first] = found;
    if (!first || optionsOf(source, scope)) return null;
    return listNode(
      found.map(({ text, place }) => textNode(text, place)),
      first.place,
    );
  },
  write: (node, row) => {
    if (node?.kind !== 'list') return [];
    return node.items.map((item) => leaf(row.tag ?? 'choiceReferences', scalarText(item) ?? ''));
  },
};

/** Options: each stands for a choice named after its field and its label. */
export const options: MetadataCodec = {
  read: (source, _row, scope) => {
    const found = optionsOf(source, scope);
    const [first] = found ?? [];
    if (!found || !first) return null;
    for (const { name, element } of found) scope.optionChoices.set(name, element);
    return listNode(
      found.map(({ node }) => node),
      first.element.place,
    );
  },
  write: (node, _row, scope, map) => {
    if (node?.kind !== 'list') return [];
    const type = dataTypeOf(scalarText(get(map, 'valueType')));
    return node.items.map((item) => {
      const choice = choiceOfOption(item, scope.name, type);
      const name = textOf(choice, 'name') ?? '';
      scope.optionChoices.set(name, choice);
      return leaf('choiceReferences', name);
    });
  },
};

interface Found {
  readonly name: string;
  readonly element: XmlElement;
  readonly node: DocumentNode;
}

/** The field's choices as options; null unless every one is just what an option stands for. */
function optionsOf(source: XmlElement, scope: Scope): readonly Found[] | null {
  const type = textOf(source, 'dataType') ?? 'String';
  const references = childrenOf(source, 'choiceReferences');
  if (references.length === 0) return null;
  const found: Found[] = [];
  for (const { text: name } of references) {
    const element = scope.choices.get(name);
    const node = element ? optionNode(element) : null;
    if (!element || !node || found.some((other) => other.name === name)) return null;
    if (commentsWithin(element).length > 0) return null;
    if (patchBetween(choiceOfOption(node, scope.name, type), element)) return null;
    found.push({ name, element, node });
  }
  return found;
}

function optionNode(choice: XmlElement): DocumentNode | null {
  const label = childOf(choice, 'choiceText');
  if (!label) return null;
  const held = childOf(choice, 'value');
  const value = valueNode(held);
  const shown = textNode(label.text, label.place);
  if (value.kind === 'text' && value.value === label.text) return shown;
  return mapNode([entry(OPTION.short, shown), entry('value', value)], label.place);
}

/** The choice resource that an option stands for: its value is the label where none is given. */
function choiceOfOption(option: DocumentNode, field: string, dataType: string): XmlElement {
  const label = option.kind === 'map' ? (scalarText(get(option, OPTION.short)) ?? '') : (scalarText(option) ?? '');
  const given = option.kind === 'map' ? get(option, 'value') : null;
  const value = valueElement('value', given ?? textNode(label));
  return branch('choices', [
    leaf('name', optionName(field, label)),
    leaf('choiceText', label),
    leaf('dataType', dataType),
    ...(value ? [value] : []),
  ]);
}

/** `<Field>_<Label>`, with `_` for what an API name cannot hold. */
export function optionName(field: string, label: string): string {
  const name = label.normalize('NFKD').replace(/[^A-Za-z0-9]+/g, '_');
  return `${field}_${name}`.replace(/_+/g, '_').replace(/_$/, '');
}

function dataTypeOf(word: string | null): string {
  const words: Readonly<Record<string, string>> = CHOICE_TYPE_WORDS;
  return words[word ?? 'Text'] ?? 'String';
}

/** Choices that may become options: used by one field, once. */
export function optionCandidates(root: XmlElement): Context['choices'] {
  const choices = childrenOf(root, 'choices');
  if (choices.length === 0) return new Map();
  const uses = new Map<string, number>();
  countReferences(root, uses);
  const byName = Map.groupBy(choices, (choice) => textOf(choice, 'name') ?? '');
  const candidates = [...byName].flatMap(([name, [only, second]]) =>
    only && !second && uses.get(name) === 1 ? [[name, only] as const] : [],
  );
  return new Map(candidates);
}

/** How often each name stands as a whole text, or in a reference, anywhere but in `name`. */
function countReferences(element: XmlElement, uses: Map<string, number>): void {
  if (element.name !== 'name') {
    for (const [name] of element.text.matchAll(/[A-Za-z]\w*/g)) uses.set(name, (uses.get(name) ?? 0) + 1);
  }
  for (const child of element.children) countReferences(child, uses);
}
