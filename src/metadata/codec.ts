import type { Form, FormName, FormRow } from '../forms/index.ts';
import type { DocumentNode, MapNode } from '../model/document.ts';
import type { Profile } from './profiles.ts';
import type { XmlElement } from './xml.ts';

/** Forms of keys that only the further kinds have: those that this version translates but does not run. */
export const FURTHER_FORM_NAMES = ['columnWidth'] as const;
/** A form that only the further kinds have. */
export type FurtherFormName = (typeof FURTHER_FORM_NAMES)[number];
/** Every form of a key that metadata knows. */
export type MetadataFormName = FormName | FurtherFormName;

/** A row of `src/forms`, or of a kind that only import and export know. */
export type MetadataRow = Omit<FormRow, 'form'> & { readonly form: MetadataFormName };
/** The form of a construct, with rows of either kind. */
export type MetadataForm = Omit<Form, 'rows'> & { readonly rows: readonly MetadataRow[] };

/** What a codec knows about where it works, in either direction. */
export interface Context {
  readonly profile: Profile;
  readonly codecs: Readonly<Record<MetadataFormName, MetadataCodec>>;
  /** Where nodes stand on the canvas, by name. */
  readonly locations: Map<string, readonly [string, string]>;
  /** Reading: choices of the file that may become `options`, by name. */
  readonly choices: ReadonlyMap<string, XmlElement>;
  /** Reading: choices that became `options`. Writing: the choices that options stand for. */
  readonly optionChoices: Map<string, XmlElement>;
  /** Assignments that fill the body of an httpCallout, by the callout's name: whoever leads to it leads to them. */
  readonly bodies: ReadonlyMap<string, string>;
  /** Reading: actions that are raised to httpCallouts, by name, without `type`. */
  readonly callouts: ReadonlyMap<string, MapNode>;
  /** Reading: elements that a callout stands for. */
  readonly hidden: ReadonlySet<XmlElement>;
  /** Reading: elements whose comments have found their place. */
  readonly claimed: Set<XmlElement>;
}

/** A codec's place inside a construct. */
export interface Scope extends Context {
  readonly form: MetadataForm;
  /** Name of the construct: an element, a field, an outcome. */
  readonly name: string;
}

/** How the value of a key and its tags translate into each other. What `read` cannot express becomes a patch. */
export interface MetadataCodec {
  /** The construct's XML → the value of the key; null = the key is left out. */
  read(source: XmlElement, row: MetadataRow, scope: Scope): DocumentNode | null;
  /** The value of the key (null = it is left out) and the construct's map → the tags they stand for. */
  write(node: DocumentNode | null, row: MetadataRow, scope: Scope, map: MapNode): readonly XmlElement[];
}

/** The context of one translation; `known` is what is found beforehand. */
export function newContext(profile: Profile, codecs: Context['codecs'], known: Partial<Context> = {}): Context {
  return {
    profile,
    codecs,
    locations: new Map(),
    choices: new Map(),
    optionChoices: new Map(),
    bodies: new Map(),
    callouts: new Map(),
    hidden: new Set(),
    claimed: new Set(),
    ...known,
  };
}
