/**
 * The form of a construct: one table says how it is written in YAML and how in metadata XML. `definition` reads YAML by
 * these tables and builds the JSON Schemas from them; `metadata` translates XML by the same tables. Data only.
 *
 * The order of the rows is the order in which a writer puts the keys. `type` is no row: it comes first, and the registries
 * (`elements/index.ts`, `fields/index.ts`) know it.
 */

/** How the value of a key is written; `definition` and `metadata` each hold one codec a name, checked by the compiler. */
export const FORM_NAMES = [
  'text',
  'template',
  'boolean',
  'integer',
  'number',
  'word',
  'name',
  'reference',
  'value',
  'json',
  'formula',
  'logic',
  'connector',
  'assignmentRows',
  'conditionRows',
  'visible',
  'where',
  'namedValues',
  'typeMappings',
  'outputs',
  'outcomes',
  'defaultOutcome',
  'validate',
  'buttons',
  'userInput',
  'choices',
  'options',
  'paragraphs',
  'columns',
  'fields',
  'responses',
  'retry',
  'retryOn',
  'paginate',
  'fieldValues',
  'recordOutputs',
  'idOutput',
  'upsert',
  'queriedFields',
  'recordCount',
  'picklistField',
  'sort',
  'sortOptions',
  'transformResult',
  'transformRows',
  'transformValue',
  'innerJoin',
  'joinKeys',
  'errorMessages',
  'resources',
  'start',
  'screenActions',
  'waitEvents',
  'waitOffset',
  'schedule',
  'scheduledPaths',
  'pathOffset',
  'pathSource',
  'elements',
  'layout',
  'metadata',
] as const;
export type FormName = (typeof FORM_NAMES)[number];

/** Forms of keys that only the org's files have (LANGUAGE 12); they have no side in a flow's metadata. */
export const ORG_FORM_NAMES = [
  'names',
  'words',
  'endpoint',
  'principals',
  'customHeaders',
  'statusCodes',
  'clientCredentialsFlow',
  'jwtBearerFlow',
  'jwt',
  'providerRequests',
  'legacyAuthentication',
  'tokenRequestParts',
  'aws',
  'textFields',
  'typedFields',
  'settingLevels',
  'objectRights',
  'fieldRights',
  'objectFields',
  'nameField',
  'scalar',
  'summary',
  'summaryFilters',
  'references',
  'attributes',
  'namedCredentialOverlays',
  'externalCredentialOverlays',
  'valueLists',
  'pem',
] as const;
export type OrgFormName = (typeof ORG_FORM_NAMES)[number];
export type AnyFormName = FormName | OrgFormName;

/** One key of a construct. */
export interface FormRow<Name extends AnyFormName = FormName> {
  /** The YAML key. */
  readonly key: string;
  readonly form: Name;
  /** One sentence for editors and docs. */
  readonly doc: string;
  readonly required?: boolean;
  /** What holds when the key is left out. */
  readonly default?: string | number | boolean;
  /** `integer`: the least and the greatest value allowed. */
  readonly range?: readonly [least: number, most: number];
  /** Left out = the construct's name with `_` as blanks (LANGUAGE rule 6). */
  readonly fromName?: boolean;
  /** `word`: each YAML word and the metadata's word for it. */
  readonly words?: Readonly<Record<string, string>>;
  /** `word`: any other word is allowed too and is the metadata's own. */
  readonly open?: boolean;
  /** The metadata's tag. None where the composite form knows its tags, or the metadata has no place for it. */
  readonly tag?: string;
  /** Tags with a fixed text that the metadata holds exactly when this key is there. */
  readonly sets?: Readonly<Record<string, string>>;
}

export interface Form<Type extends string = string, Name extends AnyFormName = FormName> {
  readonly type: Type;
  /** The metadata's tag of the whole construct: `assignments`, `screens`, `fields`. */
  readonly tag: string;
  readonly doc: string;
  readonly rows: readonly FormRow<Name>[];
  /** Tags with a fixed text that mark this kind among others of the same tag: `{ fieldType: 'InputField' }`. */
  readonly fixed?: Readonly<Record<string, string>>;
  /** The one key a scalar stands for: `name: Text` is `name: { type: Text }`. */
  readonly short?: string;
  /** Keys of which at most one may stand. */
  readonly exclusive?: readonly (readonly string[])[];
  /** Keys of which exactly one has to stand. */
  readonly oneOf?: readonly string[];
  /** Keys that need another beside them, some only where they hold a certain word. */
  readonly needs?: readonly { readonly key: string; readonly is?: string; readonly needs: string }[];
  /** A start value for completion in editors, as YAML would read it. */
  readonly snippet?: Readonly<Record<string, unknown>>;
}

/** The form of an org's component. */
export type OrgForm<Type extends string = string> = Form<Type, AnyFormName>;
