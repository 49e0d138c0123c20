import type { Finding } from '../definition/diagnostics.ts';
import type { DocumentNode, MapEntry, MapNode, Place } from '../model/document.ts';
import { nearest } from '../values/nearest.ts';

/** What a node is called in a message. */
const KIND_NAMES: { readonly [K in DocumentNode['kind']]: string } = {
  text: 'text',
  number: 'a number',
  boolean: 'true or false',
  null: 'nothing',
  map: 'a map',
  list: 'a list',
};

/** Reads nodes of the wanted kinds; everything else becomes a finding, and reading goes on. */
export interface NodeReader {
  readonly findings: readonly Finding[];
  report(finding: Finding): void;
  /** The entries of a map by key; keys that are not in `known` are reported with the nearest one. */
  keys<K extends string>(node: DocumentNode, what: string, known: readonly K[]): Readonly<Partial<Record<K, MapEntry>>>;
  /** The entries of a map whose keys are free. */
  entries(node: DocumentNode | undefined, what: string): readonly MapEntry[];
  /** Text; numbers count as text as they are written. */
  text(node: DocumentNode | undefined, what: string): string | undefined;
  word<W extends string>(node: DocumentNode | undefined, what: string, words: readonly W[]): W | undefined;
}

export function createNodeReader(): NodeReader {
  const findings: Finding[] = [];
  const wrongKind = (node: DocumentNode, what: string, wanted: string): undefined => {
    findings.push({
      rule: 'wrong-type',
      message: `${what} has to be ${wanted}, and is ${KIND_NAMES[node.kind]}`,
      place: node.place,
    });
    return undefined;
  };
  const mapOf = (node: DocumentNode, what: string): MapNode | undefined =>
    node.kind === 'map' ? node : wrongKind(node, what, 'a map');
  const text = (node: DocumentNode | undefined, what: string): string | undefined => {
    if (node === undefined || node.kind === 'text') return node?.value;
    return node.kind === 'number' ? node.digits : wrongKind(node, what, 'text');
  };

  return {
    findings,
    report: (finding) => findings.push(finding),
    keys: <K extends string>(node: DocumentNode, what: string, known: readonly K[]) => {
      const found: Partial<Record<K, MapEntry>> = {};
      for (const entry of mapOf(node, what)?.entries ?? []) {
        const key = known.find((name) => name === entry.key);
        if (key !== undefined) found[key] = entry;
        else findings.push(unknownName(`${what} has no key ${entry.key}`, entry.key, entry.keyPlace, known));
      }
      return found;
    },
    entries: (node, what) => (node === undefined ? [] : (mapOf(node, what)?.entries ?? [])),
    text,
    word: <W extends string>(node: DocumentNode | undefined, what: string, words: readonly W[]) => {
      const given = text(node, what);
      if (node === undefined || given === undefined) return undefined;
      const word = words.find((candidate) => candidate === given);
      if (word === undefined) findings.push(unknownName(`${what} cannot be ${given}`, given, node.place, words));
      return word;
    },
  };
}

/** A finding for a name that does not exist, with the one that was probably meant, or all of them. */
export function unknownName(message: string, name: string, place: Place, known: Iterable<string>): Finding {
  const names = [...known];
  const near = nearest(name, names);
  const all = names.length === 0 ? undefined : `known: ${names.join(', ')}`;
  return { rule: 'unknown-key', message, place, suggestion: near === undefined ? all : `did you mean ${near}?` };
}
