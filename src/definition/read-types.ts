import type { AnyFormName, Form, FormRow } from '../forms/define-form.ts';
import type { LEGACY_AUTHENTICATION } from '../forms/org/external-credential.ts';
import type { ConditionRow, Conditions } from '../model/conditions.ts';
import type {
  AwsOptions,
  CustomHeader,
  JwtClaims,
  Principal,
  ProviderRequests,
  TokenRequestParts,
} from '../model/credentials.ts';
import type { DocumentNode, MapNode, Place } from '../model/document.ts';
import type {
  AssignmentRow,
  Connector,
  CustomErrorMessage,
  DecisionElement,
  DeclaredResponse,
  InnerJoin,
  JoinKey,
  NameAt,
  NamedExpression,
  Outcome,
  Outputs,
  PaginationPolicy,
  RetryPolicy,
  ScreenAction,
  SortOption,
  TransformRow,
  TransformValue,
  UpsertRule,
  WaitEvent,
} from '../model/elements.ts';
import type { Expression, Formula, JsonExpression, Reference, Template } from '../model/expression.ts';
import type { Schedule, ScheduledPath } from '../model/flow.ts';
import type { ConnectedApp, OrgField, OrgObject, OrgSummary, RecordRights, SummaryFilter } from '../model/org.ts';
import type { TypedFields } from '../model/org-globals.ts';
import type { Choice, ValidationRule } from '../model/resources.ts';
import type { Option, ScreenField, SectionColumn } from '../model/screens.ts';
import type { TimeOffset } from '../model/time-offset.ts';
import type { ResourceType } from '../model/value.ts';
import type { Finding } from './diagnostics.ts';

/** What the codec of each form makes of a node. */
export interface FormValues {
  readonly text: string;
  readonly template: Template;
  readonly boolean: boolean;
  readonly integer: number;
  readonly number: number;
  readonly word: string;
  readonly name: NameAt;
  readonly reference: Reference;
  readonly value: Expression;
  readonly json: JsonExpression;
  readonly formula: Formula;
  readonly logic: TextAt;
  readonly connector: Connector;
  readonly assignmentRows: readonly AssignmentRow[];
  readonly conditionRows: readonly ConditionRow[];
  readonly visible: Conditions;
  readonly where: Conditions;
  readonly namedValues: readonly NamedExpression[];
  readonly typeMappings: Readonly<Record<string, string>>;
  readonly outputs: Outputs;
  readonly outcomes: readonly Outcome[];
  readonly defaultOutcome: DecisionElement['default'];
  readonly validate: ValidationRule;
  readonly buttons: { readonly next?: string; readonly previous?: string; readonly pause?: string };
  readonly userInput: NonNullable<Choice['input']>;
  readonly choices: readonly Reference[];
  readonly options: readonly Option[];
  readonly paragraphs: Template;
  readonly columns: readonly SectionColumn[];
  readonly fields: readonly ScreenField[];
  readonly responses: readonly DeclaredResponse[];
  readonly retry: RetryPolicy;
  readonly retryOn: readonly string[];
  readonly paginate: PaginationPolicy;
  readonly fieldValues: readonly NamedExpression[];
  readonly recordOutputs: Outputs;
  readonly idOutput: Outputs;
  readonly upsert: UpsertRule;
  readonly queriedFields: readonly NameAt[];
  readonly recordCount: 'first' | 'all';
  readonly picklistField: { readonly object: string; readonly field: string };
  readonly sort: { readonly field: string; readonly order: 'Asc' | 'Desc' };
  readonly sortOptions: readonly SortOption[];
  readonly transformResult: ResourceType;
  readonly transformRows: readonly TransformRow[];
  readonly transformValue: TransformValue;
  readonly innerJoin: InnerJoin;
  readonly joinKeys: readonly JoinKey[];
  readonly errorMessages: readonly CustomErrorMessage[];
  readonly resources: MapNode;
  readonly start: DocumentNode;
  readonly screenActions: readonly ScreenAction[];
  readonly waitEvents: readonly WaitEvent[];
  readonly waitOffset: TimeOffset;
  readonly schedule: Schedule;
  readonly scheduledPaths: readonly ScheduledPath[];
  readonly pathOffset: TimeOffset;
  readonly pathSource: string;
  readonly elements: MapNode;
  readonly layout: ReadonlyMap<string, Place>;
  readonly metadata: null;
  readonly names: readonly NameAt[];
  readonly words: readonly string[];
  readonly endpoint: NameAt;
  readonly principals: readonly Principal[];
  readonly customHeaders: readonly CustomHeader[];
  readonly statusCodes: readonly number[];
  readonly clientCredentialsFlow: RunAsFlow;
  readonly objectRights: RecordRights['objects'];
  readonly fieldRights: RecordRights['fields'];
  readonly objectFields: readonly OrgField[];
  readonly nameField: Partial<OrgObject['nameField']>;
  readonly scalar: string | number | boolean;
  readonly summary: OrgSummary;
  readonly summaryFilters: readonly SummaryFilter[];
  readonly references: readonly string[];
  readonly attributes: Readonly<Record<string, ResourceType>>;
  readonly namedCredentialOverlays: readonly NamedCredentialOverlay[];
  readonly externalCredentialOverlays: readonly ExternalCredentialOverlay[];
  readonly valueLists: Readonly<Record<string, readonly string[]>>;
  readonly pem: string;
  readonly jwtBearerFlow: { readonly certificate: string; readonly users: readonly string[] };
  readonly jwt: JwtClaims;
  readonly providerRequests: ProviderRequests;
  readonly legacyAuthentication: Read<typeof LEGACY_AUTHENTICATION>;
  readonly tokenRequestParts: TokenRequestParts;
  readonly aws: AwsOptions;
  readonly textFields: Readonly<Record<string, string>>;
  readonly typedFields: TypedFields;
  readonly settingLevels: Readonly<Record<string, TypedFields>>;
}

/** What an environment says of a named credential; `name` is the credential's. */
export interface NamedCredentialOverlay extends NameAt {
  readonly url: NameAt;
  readonly clientCertificate?: NameAt;
}

/** What an environment says of an external credential; what is left out stays as it is. */
export interface ExternalCredentialOverlay extends NameAt {
  readonly tokenEndpoint?: NameAt;
  readonly authorizeEndpoint?: NameAt;
  readonly revocationEndpoint?: NameAt;
  readonly callbackUrl?: string;
  readonly scope?: string;
  readonly audience?: string;
  readonly region?: string;
}

/** The client credentials flow with the place of its user's name. */
export interface RunAsFlow extends Pick<ConnectedApp['clientCredentialsFlow'], 'enabled'> {
  readonly runAs?: NameAt;
}

/** A table of any construct: a flow's or an org's. */
export type AnyForm = Form<string, AnyFormName>;
export type AnyRow = FormRow<AnyFormName>;

export interface TextAt {
  readonly text: string;
  readonly node: DocumentNode;
}

/** Forms that have a value even where the key is left out. */
export interface AbsentValues {
  readonly namedValues: FormValues['namedValues'];
  readonly outputs: FormValues['outputs'];
  readonly outcomes: FormValues['outcomes'];
  readonly defaultOutcome: FormValues['defaultOutcome'];
  readonly buttons: FormValues['buttons'];
  readonly fields: FormValues['fields'];
  readonly responses: FormValues['responses'];
  readonly fieldValues: FormValues['fieldValues'];
  readonly recordOutputs: FormValues['recordOutputs'];
  readonly idOutput: FormValues['idOutput'];
  readonly sortOptions: FormValues['sortOptions'];
  readonly scheduledPaths: FormValues['scheduledPaths'];
  readonly screenActions: FormValues['screenActions'];
  readonly names: FormValues['names'];
  readonly words: FormValues['words'];
  readonly customHeaders: FormValues['customHeaders'];
  readonly statusCodes: FormValues['statusCodes'];
  readonly clientCredentialsFlow: FormValues['clientCredentialsFlow'];
  readonly textFields: FormValues['textFields'];
  readonly typedFields: FormValues['typedFields'];
  readonly settingLevels: FormValues['settingLevels'];
}

/** Travels with the file and is nothing to the model. */
type Unread = 'metadata';

type RowOf<F extends AnyForm> = F['rows'][number];

type RowValue<R extends AnyRow> = R extends { readonly form: 'word'; readonly words: infer W; readonly open?: false }
  ? keyof W
  : R extends { readonly form: 'word'; readonly open: true }
    ? string
    : R extends { readonly form: 'word'; readonly words: infer W }
      ? keyof W
      : FormValues[R['form']];

type PresentKey<R extends AnyRow> = R['form'] extends Unread
  ? never
  : R extends
        | { readonly required: true }
        | { readonly default: string | number | boolean }
        | { readonly fromName: true }
    ? R['key']
    : R['form'] extends keyof AbsentValues
      ? R['key']
      : never;

type OptionalKey<R extends AnyRow> = R['form'] extends Unread ? never : PresentKey<R> extends never ? R['key'] : never;

/** What reading a map by a form gives: a property a row, always there where it is required or has a default. */
export type Read<F extends AnyForm> = {
  readonly [R in RowOf<F> as PresentKey<R>]: RowValue<R>;
} & {
  readonly [R in RowOf<F> as OptionalKey<R>]?: RowValue<R>;
};

/** What a codec may know besides its node. */
export interface ReadContext {
  readonly file: string;
  /** The source; places are offsets in it. */
  readonly text: string;
  readonly codecs: Codecs;
  report(finding: Finding): void;
  /** Notes a construct that is in the file and not in the model: it still declares names and leads on to others. */
  setAside(aside: SetAside): void;
}

/** A construct this version cannot run, or one with errors in what it cannot do without. */
export interface SetAside {
  readonly name: string;
  /** Its `type` as written. */
  readonly kind: string;
  readonly place: { readonly start: number; readonly end: number };
  /** Elements: where they lead. None for fields, resources and parts of elements. */
  readonly connectors?: readonly Connector[];
}

/**
 * Reads one node by the row it stands for; `name` is the construct it belongs to.
 * @returns undefined where the node is wrong, after reporting why.
 */
export type Codec<T> = (node: DocumentNode, context: ReadContext, row: AnyRow, name: string) => T | undefined;

export type Codecs = { readonly [N in AnyFormName]: Codec<FormValues[N]> };
