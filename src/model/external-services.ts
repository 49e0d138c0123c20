/** An API whose operations flows call as actions: what an external service registration says (reference: credentials C1). */
export interface ExternalServiceDefinition {
  readonly name: string;
  readonly label: string;
  readonly namedCredential: string;
  /** Ids of the operations that flows may call; null = all of the document. */
  readonly operations: readonly string[] | null;
  /** The OpenAPI document as it stands in its file, JSON or YAML. */
  readonly schema: { readonly file: string; readonly text: string };
  readonly file: string;
}
