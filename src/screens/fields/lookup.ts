import type { ChoiceView } from '../../model/interview.ts';
import type { ResourceType, Value } from '../../model/value.ts';
import { isFields, readPath } from '../../values/fields.ts';
import type { ObjectShape } from '../../values/shape.ts';
import { attributesOf, typeOfAttributes } from '../attributes.ts';
import type { FieldDefinition, ScreenQuery } from '../define-field.ts';
import { isEmptyEntry } from '../define-field.ts';

const TEXT: ResourceType = { dataType: 'Text' };
const BOOLEAN: ResourceType = { dataType: 'Boolean' };
/** Records that are read to be searched in. */
const MOST_ROWS = 2000;

/**
 * Lookup (flowruntime:lookup): records of the object that the lookup field `fieldApiName` of `objectApiName` refers to,
 * by their names. They are read before the screen is shown, 2,000 at most, and searched while typing. Where the object is
 * not declared, nothing says what the field refers to: an id is typed.
 */
export const lookup: FieldDefinition<'lookup'> = {
  type: 'lookup',
  valueType: (field) =>
    typeOfAttributes(field, {
      recordId: TEXT,
      recordIds: { dataType: 'Text', collection: true },
      recordName: TEXT,
      label: TEXT,
      objectApiName: TEXT,
      fieldApiName: TEXT,
      maxValues: { dataType: 'Number' },
      required: BOOLEAN,
      disabled: BOOLEAN,
    }),
  compile: (field, context) => {
    const attributes = attributesOf(field, context);
    const [object, relation] = [attributes.text('objectApiName'), attributes.text('fieldApiName')];
    const most = attributes.number('maxValues');
    const [first, several] = [attributes.read('recordId'), attributes.read('recordIds')];
    const rows = context.rows(field.name);
    type State = Parameters<typeof rows>[0];
    const target = (state: State) => targetOf(object(state), relation(state), context);
    const many = (state: State): boolean => (most(state) ?? 1) > 1;
    const records = (state: State): readonly ChoiceView[] => {
      const name = nameFieldOf(target(state));
      return (rows(state) ?? []).map((row) => ({ key: idOf(row), label: textOf(readPath(row, [name])) || idOf(row) }));
    };
    /** A record that is not among the rows is known by its id only. */
    const find = (entry: Value, state: State): ChoiceView | undefined => {
      const text = textOf(isFields(entry) ? readPath(entry, ['Id']) : entry).trim();
      const all = records(state);
      return (
        all.find(({ key }) => key === text || key.slice(0, 15) === text) ??
        all.find(({ label }) => label.toLowerCase() === text.toLowerCase()) ??
        (isId(text) ? { key: text, label: text } : undefined)
      );
    };
    const query: ScreenQuery<State> = {
      name: field.name,
      make: (state) => {
        const shape = target(state);
        if (!shape) return null;
        const name = nameFieldOf(shape);
        const sort = [{ field: name, order: 'Asc' as const }];
        return { object: shape.name, fields: ['Id', name], where: null, sort, limit: MOST_ROWS };
      },
    };
    return {
      queries: [query],
      initial: (state) => {
        const ids = several(state);
        if (many(state)) return Array.isArray(ids) ? ids : [first(state)].filter((id) => id !== null);
        return first(state) ?? (Array.isArray(ids) ? (ids[0] ?? null) : null);
      },
      parse: (raw, state) => {
        const found = entriesOf(raw).map((entry) => find(entry, state));
        const known = found.filter((each) => each !== undefined);
        const limit = most(state) ?? 1;
        const problem =
          known.length < found.length
            ? NO_RECORD
            : known.length > limit
              ? `Select no more than ${limit} ${limit === 1 ? 'record' : 'records'}.`
              : null;
        const ids = known.map(({ key }) => key);
        const chosen = { recordId: ids[0] ?? null, recordIds: ids, recordName: known[0]?.label ?? null };
        return { value: { ...attributes.all(state), ...chosen }, problem };
      },
      face: (state, raw) => {
        if (!target(state)) return { control: 'text', placeholder: 'Id of the record' };
        const listed = records(state);
        const strange = entriesOf(raw)
          .map((entry) => find(entry, state))
          .filter((each) => each !== undefined && !listed.some(({ key }) => key === each.key));
        const choices = [...strange.filter((each) => each !== undefined), ...listed];
        return { control: many(state) ? 'chooseMany' : 'chooseOne', expanded: false, choices };
      },
      label: attributes.text('label'),
      required: attributes.flag('required'),
      locked: attributes.flag('disabled'),
    };
  },
};

const NO_RECORD = 'Select a record.';

/** What a lookup field refers to: `AccountId` is the relationship `Account`, `Site__c` is `Site__r`. */
function targetOf(
  object: string,
  field: string,
  context: { object(name: string): ObjectShape | undefined },
): ObjectShape | undefined {
  const shape = context.object(object);
  if (!shape || field === '' || field.toLowerCase() === 'id') return shape;
  const relationship = field.endsWith('__c') ? field.replace(/__c$/, '__r') : field.replace(/Id$/, '');
  const type = shape.field(relationship);
  return type?.dataType === 'Record' && type.of !== undefined ? context.object(type.of) : undefined;
}

/** Fields that name the records of objects without a Name. */
const NAMES = ['Name', 'CaseNumber', 'Subject', 'Title', 'ContractNumber', 'OrderNumber', 'DeveloperName', 'Id'];

function nameFieldOf(shape: ObjectShape | undefined): string {
  const fields = new Set(shape?.fieldNames.map((name) => name.toLowerCase()));
  return NAMES.find((name) => fields.has(name.toLowerCase())) ?? 'Name';
}

function entriesOf(raw: Value): readonly Value[] {
  if (isEmptyEntry(raw)) return [];
  return Array.isArray(raw) ? raw : [raw];
}

function idOf(row: Value): string {
  return textOf(readPath(row, ['Id']));
}

function textOf(value: Value): string {
  return typeof value === 'string' ? value : value === null ? '' : String(value);
}

function isId(text: string): boolean {
  return /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/.test(text);
}
