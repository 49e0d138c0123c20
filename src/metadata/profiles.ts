import { branch, childOf, leaf, textOf, type XmlElement } from './xml.ts';

/**
 * What a builder writes without being asked, by API version (LANGUAGE 10, measured on 640 real flows): export adds it,
 * import leaves it out. `0` stands for files without an apiVersion, older than them all.
 */
interface Default {
  /** Kinds of constructs, as their forms name them: `screen`, `checkbox`, `component`, `flow`. */
  readonly in: readonly string[];
  readonly from: number;
  /** The first version that does not write it any more. */
  readonly until?: number;
  readonly tag: string;
  /** Its text, or the element made for its owner; null = not for this one. */
  readonly value: string | ((owner: XmlElement) => XmlElement | null);
}

const ENTRIES = ['text', 'longText', 'password', 'number', 'currency', 'date', 'dateTime', 'checkbox'];
const CHOICES = ['picklist', 'radioButtons', 'checkboxGroup', 'multiSelectPicklist', 'choiceComponent'];
const INPUTS = [...ENTRIES, ...CHOICES, 'recordField'];
const EVERYTHING = [...INPUTS, 'component', 'displayText', 'section', 'repeater'];

const FILTERED = ['getRecords', 'updateRecords', 'deleteRecords', 'createRecords', 'choiceSets', 'start'];

const text = (tag: string, value: string) => branch(tag, [leaf('stringValue', value)]);

const DEFAULTS: readonly Default[] = [
  { in: ['flow'], from: 64, tag: 'areMetricsLoggedToDataCloud', value: 'false' },
  { in: ['action'], from: 57, tag: 'nameSegment', value: copyOf('actionName', 'nameSegment') },
  { in: ['action'], from: 57, until: 62, tag: 'versionSegment', value: '1' },
  { in: ['action'], from: 63, until: 66, tag: 'offset', value: '0' },
  { in: ['textTemplates'], from: 49, tag: 'isViewedAsPlainText', value: 'false' },
  { in: ['choiceSets'], from: 0, tag: 'object', value: noObject },
  { in: ['checkbox', 'component'], from: 0, tag: 'isRequired', value: 'true' },
  { in: ['section', 'column', 'repeater'], from: 0, tag: 'isRequired', value: 'false' },
  { in: ['section'], from: 56, tag: 'regionContainerType', value: containerType },
  { in: ['component'], from: 51, tag: 'inputsOnNextNavToAssocScrn', value: 'UseStoredValues' },
  { in: INPUTS, from: 64, tag: 'inputsOnNextNavToAssocScrn', value: 'UseStoredValues' },
  { in: EVERYTHING, from: 64, tag: 'styleProperties', value: fullWidth },
  {
    in: FILTERED,
    from: 49,
    tag: 'filterLogic',
    value: (owner) => (childOf(owner, 'filters') ? leaf('filterLogic', 'and') : null),
  },
];

function copyOf(from: string, to: string): (owner: XmlElement) => XmlElement | null {
  return (owner) => {
    const value = textOf(owner, from);
    return value === null ? null : leaf(to, value);
  };
}

/** A choice set made from a collection has an object, or says that it has none. */
function noObject(set: XmlElement): XmlElement | null {
  return childOf(set, 'collectionReference') ? { ...leaf('object', ''), attributes: { 'xsi:nil': 'true' } } : null;
}

function containerType(section: XmlElement): XmlElement {
  return leaf('regionContainerType', childOf(section, 'fieldText') ? 'SectionWithHeader' : 'SectionWithoutHeader');
}

function fullWidth(): XmlElement {
  return branch('styleProperties', [text('verticalAlignment', 'top'), text('width', '12')]);
}

/** Tags that are written only when they differ from what holds without them. */
const UNWRITTEN = new Set([
  'doesRequireRecordChangedToMeetCriteria',
  'scale',
  'runInMode',
  'status',
  'apiVersion',
  'limit',
]);

/** Whether a key that says no more than what holds without it may be left out: else its tag would be missing again. */
export function isDefaultImplied(tag: string): boolean {
  return !UNWRITTEN.has(tag);
}

/** Whether export writes a tag for a key that is left out: the rows' defaults, but those that a profile looks after. */
export function isDefaultWritten(kind: string, tag: string): boolean {
  return !UNWRITTEN.has(tag) && !DEFAULTS.some((rule) => rule.tag === tag && rule.in.includes(kind));
}

/** Whether the absence of a tag means this text: some profile adds it, older files lack it. */
export function isAddedByProfile(kind: string, tag: string, text: string): boolean {
  return DEFAULTS.some((rule) => rule.tag === tag && rule.value === text && rule.in.includes(kind));
}

/** A version of the writer: the apiVersion as a number, 0 where the file has none. */
export type Profile = number;

/** The profile that an apiVersion stands for. */
export function profileOfVersion(apiVersion: string | null): Profile {
  const version = Number(apiVersion ?? '0');
  return Number.isFinite(version) ? version : 0;
}

/** Builders that made a flow, and how its canvas is laid out; the canvas is not told in files without an apiVersion. */
export function builderValues(profile: Profile): readonly XmlElement[] {
  const canvas = profile >= 49 ? [['CanvasMode', 'AUTO_LAYOUT_CANVAS'] as const] : [];
  const builder = 'LightningFlowBuilder';
  return [['BuilderType', builder] as const, ...canvas, ['OriginBuilderType', builder] as const].map(([name, value]) =>
    branch('processMetadataValues', [leaf('name', name), text('value', value)]),
  );
}

/** The element with what this profile's builder adds to it. */
export function withDefaults(kind: string, element: XmlElement, profile: Profile): XmlElement {
  const added: XmlElement[] = [];
  for (const rule of DEFAULTS) {
    if (!rule.in.includes(kind) || !holds(rule, profile)) continue;
    if (childOf(element, rule.tag) || added.some((other) => other.name === rule.tag)) continue;
    const value = defaultOf(rule, element);
    if (value) added.push(value);
  }
  return added.length > 0 ? { ...element, children: [...element.children, ...added] } : element;
}

function holds(rule: Default, profile: Profile): boolean {
  return profile >= rule.from && (rule.until === undefined || profile < rule.until);
}

/** One version of each stretch between two changes. */
const STEPS: readonly Profile[] = [
  ...new Set([0, ...DEFAULTS.flatMap((rule) => [rule.from, ...(rule.until === undefined ? [] : [rule.until])])]),
].toSorted((a, b) => a - b);

/**
 * The profile that leaves the fewest patches in a file: the apiVersion's own unless another is better. `constructs` are
 * the file's elements with their kinds.
 */
export function bestProfile(
  own: Profile,
  constructs: readonly { readonly kind: string; readonly element: XmlElement }[],
): Profile {
  let best = own;
  // Naming another profile is a line too: it has to save more than one.
  let fewest = mismatches(own, constructs) - 1;
  for (const step of STEPS.toSorted((a, b) => Math.abs(a - own) - Math.abs(b - own))) {
    if (fewest <= 0) break;
    const count = mismatches(step, constructs);
    if (count < fewest) [best, fewest] = [step, count];
  }
  return best;
}

function mismatches(
  profile: Profile,
  constructs: readonly { readonly kind: string; readonly element: XmlElement }[],
): number {
  let count = 0;
  for (const { kind, element } of constructs) {
    for (const rule of DEFAULTS) {
      if (rule.in.includes(kind) && isMismatch(rule, profile, element)) count += 1;
    }
  }
  return count;
}

/** Whether a rule would leave a patch: the tag is missing though the profile writes it, or there though it does not. */
function isMismatch(rule: Default, profile: Profile, element: XmlElement): boolean {
  const found = childOf(element, rule.tag);
  const written = defaultOf(rule, element);
  if (!written) return false;
  return found ? !holds(rule, profile) && found.text === written.text : holds(rule, profile);
}

function defaultOf(rule: Default, owner: XmlElement): XmlElement | null {
  return typeof rule.value === 'string' ? leaf(rule.tag, rule.value) : rule.value(owner);
}
