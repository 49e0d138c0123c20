import type { DocumentNode } from '../model/document.ts';

/** A document as plain JSON, for JSON Schema only: digits and the order of integer-like keys are lost. */
export function plainOf(node: DocumentNode): unknown {
  if (node.kind === 'map') return Object.fromEntries(node.entries.map(({ key, value }) => [key, plainOf(value)]));
  if (node.kind === 'list') return node.items.map(plainOf);
  if (node.kind === 'number') return Number(node.digits);
  return node.kind === 'null' ? null : node.value;
}

/** One thing that the schema does not allow, in ajv's words. */
export interface SchemaError {
  /** JSON pointer into the document. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** The shape of ajv's compiled validators. */
interface SchemaCheck {
  (data: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}

/**
 * What the published `schemas/flow.schema.json` says about a flow's document. `loadFlowText` does not ask it: its reader
 * works by the same tables and explains better, and a test proves that both accept the same documents. The compiled
 * validator is loaded on the first call.
 * @returns the first errors; none where the document is valid.
 */
export async function schemaErrors(document: DocumentNode): Promise<readonly SchemaError[]> {
  const { default: validate } = await import('./generated/flow-schema.ts');
  const check: SchemaCheck = validate;
  return check(plainOf(document)) ? [] : (check.errors ?? []);
}
