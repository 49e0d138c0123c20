import { referencesIn } from '../formula/index.ts';
import type { GetRecordsElement } from '../model/elements.ts';
import type { Flow } from '../model/flow.ts';

/**
 * Paths over relationships that a flow reads of what a Get Records element found: `Owner.Email` of `{!Get_Acc.Owner.Email}`.
 * An org loads them with the records (reference: flow-semantics 11). Loops over the records count, and the variable that
 * takes them.
 */
export function pathsRead(flow: Flow): (element: GetRecordsElement) => readonly string[] {
  let all: readonly string[] | undefined;
  return ({ name, outputs }) => {
    all ??= [...new Set(pathsIn(flow))].filter((path) => path.split('.').length > 2);
    const heads = new Set([name.toLowerCase()]);
    if (outputs.kind === 'variable') heads.add(outputs.target.path.toLowerCase());
    for (const element of flow.elements) {
      if (element.type !== 'loop' || !heads.has(element.collection.path.toLowerCase())) continue;
      heads.add((element.item?.path ?? element.name).toLowerCase());
    }
    const read = all.flatMap((path) => {
      const [head = '', ...rest] = path.split('.');
      return heads.has(head.toLowerCase()) ? [rest.join('.')] : [];
    });
    return [...new Set(read)];
  };
}

/** Every path of the model: references, merge fields, names in formulas. */
export function* pathsIn(node: unknown): Generator<string> {
  if (typeof node !== 'object' || node === null) return;
  if ('kind' in node && node.kind === 'reference' && 'path' in node) yield String(node.path);
  if ('kind' in node && node.kind === 'formula' && 'text' in node) {
    for (const { path } of referencesIn(String(node.text))) yield path;
  }
  for (const [key, value] of Object.entries(node)) if (key !== 'source' && key !== 'sample') yield* pathsIn(value);
}
