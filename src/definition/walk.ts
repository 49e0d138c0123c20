import type { NamedConnector } from '../elements/define-element.ts';
import { elementDefinition } from '../elements/index.ts';
import { referencesIn as namesInFormula } from '../formula/index.ts';
import type { Place } from '../model/document.ts';
import type { FlowElement } from '../model/elements.ts';
import type { Expression, Formula, Reference } from '../model/expression.ts';
import type { Flow } from '../model/flow.ts';
import { placeWithin } from './source-map.ts';

/** An expression of a flow and the way to it. */
export interface WalkedExpression {
  readonly expression: Expression;
  /** Property names from the flow down: `['elements', '2', 'outcomes', '0', 'conditions', 'rows', '0', 'left']`. */
  readonly path: readonly string[];
}

/** A reference anywhere in a flow: bare, a merge field in a text, or a name in a formula. */
export interface WalkedReference {
  readonly reference: Reference;
  readonly path: readonly string[];
  /** It stands in this formula. */
  readonly formula?: Formula;
}

const EXPRESSION_KINDS: ReadonlySet<unknown> = new Set([
  'reference',
  'template',
  'formula',
  'literal',
  'none',
  'opaque',
]);

function isExpression(node: object): node is Expression {
  if (!('kind' in node) || !EXPRESSION_KINDS.has(node.kind)) return false;
  // Conditions are of the kind `formula` too, and hold one; outputs can be of the kind `none`, and stand nowhere.
  return 'place' in node && !('formula' in node);
}

/** Parts of the model that hold no expressions: the source, samples of replies, types. */
const SKIPPED: ReadonlySet<string> = new Set(['source', 'samples', 'type', 'place', 'unsupported', 'startPlace']);

/**
 * All expressions of a flow, in the order of the model, whatever the kind of the element: nothing has to be told of a new
 * kind. Templates come whole; `walkReferences` looks into them.
 */
export function* walkExpressions(flow: Flow): Generator<WalkedExpression> {
  yield* walk(flow, []);
}

function* walk(node: unknown, path: readonly string[]): Generator<WalkedExpression> {
  if (typeof node !== 'object' || node === null) return;
  if (isExpression(node)) {
    yield { expression: node, path };
    return;
  }
  for (const [key, value] of Object.entries(node)) {
    if (typeof value === 'object' && (Array.isArray(node) || !SKIPPED.has(key) || isFilterSource(key, value))) {
      yield* walk(value, [...path, key]);
    }
  }
}

/** A choice set's `source` holds filters; the flow's `source` is its text. */
function isFilterSource(key: string, value: unknown): boolean {
  return key === 'source' && typeof value === 'object' && value !== null && 'kind' in value;
}

/** The left side of a filter's row is the name of a field, not a resource. */
function isFieldName(path: readonly string[]): boolean {
  return path.at(-1) === 'left' && path.includes('where');
}

/** All references of a flow with their exact places. */
export function walkReferences(flow: Flow): Generator<WalkedReference> {
  return referencesIn(flow, walkExpressions(flow));
}

/** The references in expressions that were walked already. */
export function* referencesIn(flow: Flow, expressions: Iterable<WalkedExpression>): Generator<WalkedReference> {
  for (const { expression, path } of expressions) {
    if (expression.kind === 'reference' && !isFieldName(path)) yield { reference: expression, path };
    if (expression.kind === 'template') {
      for (const part of expression.parts) if (typeof part !== 'string') yield { reference: part, path };
    }
    if (expression.kind === 'formula') {
      for (const { path: name, start, end } of namesInFormula(expression.text)) {
        const place = formulaPlace(flow, expression, start, end);
        yield { reference: { kind: 'reference', path: name, place }, path, formula: expression };
      }
    }
  }
}

/** The place in the source of a piece of a formula's text. */
export function formulaPlace(flow: Flow, formula: Formula, start: number, end: number): Place {
  return placeWithin(flow.source.text, formula.place, formula.text, start, end);
}

/** An element's connectors that are there, each with its name: `next`, `fault`, an outcome's. */
export function connectorsOf(element: FlowElement): readonly NamedConnector[] {
  return elementDefinition(element)
    .connectors(element)
    .filter(({ connector }) => connector !== undefined);
}
