import { describe, expect, it } from 'vitest';
import { namespaceOf, splitPath } from '../../src/definition/namespace.ts';
import { checkFormula } from '../../src/formula/index.ts';
import type { Flow } from '../../src/model/flow.ts';
import { EVERYTHING } from './everything.ts';
import { flowOf, load, withElements } from './support.ts';

const flow: Flow = load(EVERYTHING).flow ?? flowOf(EVERYTHING);
const names = namespaceOf(flow);

function typeOf(path: string): unknown {
  const found = names.resolve(path);
  return found.kind === 'known' ? found.type : found.kind;
}

describe('namespaceOf', () => {
  it.each([
    ['short', { dataType: 'Text' }],
    ['TOTAL', { dataType: 'Number', scale: 2 }],
    ['names', { dataType: 'Text', collection: true }],
    ['acc', { dataType: 'Record', of: 'Account' }],
    ['acc.Name', undefined],
    ['anything', { dataType: 'JSON' }],
    ['MaxTries', { dataType: 'Number' }],
    ['half', { dataType: 'Number', scale: 1 }],
    ['Mail', { dataType: 'Text' }],
    ['Small', { dataType: 'Number' }],
    ['Industries', { dataType: 'Picklist' }],
    ['Review', { dataType: 'Text' }],
    ['One', { dataType: 'Text' }],
    ['done', { dataType: 'Boolean' }],
    ['Inner', { dataType: 'Text' }],
    ['Large', { dataType: 'Boolean' }],
    ['Call.responseCode', { dataType: 'Number' }],
    ['Call.2XX.id', { dataType: 'Text' }],
    ['Call.2XX.list', { dataType: 'Number', collection: true }],
    ['Get', { dataType: 'Record', of: 'Account', collection: true }],
    ['Make', null],
    ['Who.recordId', { dataType: 'Text' }],
    ['First', null],
    ['Told', null],
    ['Parts', null],
    ['nothing', 'unknown-name'],
    ['Call.5XX', 'unknown-member'],
    ['$Flow.CurrentDate', { dataType: 'Date' }],
    ['$flow.interviewstarttime', { dataType: 'DateTime' }],
    ['$Flow.Nothing', 'unknown-member'],
    ['$Flow', 'unknown-member'],
    ['$User.FirstName', { dataType: 'Text' }],
    ['$User.Custom__c', undefined],
    ['$Label.Any_Thing', undefined],
    ['$Nothing.x', 'unknown-name'],
    ['$Record.Id', 'unknown-name'],
    ['$GlobalConstant.EmptyString', { dataType: 'Text' }],
  ])('%s', (path, type) => {
    expect(typeOf(path)).toEqual(type);
  });

  it('says what a name is and where it stands', () => {
    const found = names.find('industries');
    expect(found).toMatchObject({ name: 'Industries', what: 'choice set' });
    expect(EVERYTHING.slice(found?.place.start, found?.place.end)).toBe('Industries');
  });

  it('gives flows without a person their record', () => {
    const triggered = namespaceOf({ ...flow, type: 'Autolaunched Flow' });
    expect(triggered.resolve('$Record.Id').kind).toBe('known');
    expect(triggered.resolve('$Record__Prior').kind).toBe('known');
  });

  it('follows loops in loops, and does not follow a loop over itself', () => {
    const text = withElements(`First: { type: loop, collection: names, forEach: Again }
Again: { type: loop, collection: Again, forEach: A }
A: { type: assignment, assign: [ name: '{!First}' ], next: First }
`);
    const inner = namespaceOf(flowOf(text));
    expect(inner.resolve('First')).toMatchObject({ kind: 'known', type: { dataType: 'Text' } });
    expect(inner.resolve('Again')).toMatchObject({ kind: 'known', type: undefined });
  });

  it('is a scope for formulas', () => {
    expect(checkFormula('LEN({!One}) + {!total} + {!Call.responseCode}', names.scope, { dataType: 'Number' })).toEqual(
      [],
    );
    expect(checkFormula('{!acc.AnnualRevenue} * 2', names.scope)).toEqual([]);
    expect(checkFormula('{!nothing}', names.scope)).toMatchObject([{ reference: 'nothing' }]);
  });

  it('suggests what is near', () => {
    expect(names.nearest('Industris')?.name).toBe('Industries');
    expect(names.nearest('zzzzzzzz')).toBeUndefined();
  });
});

describe('splitPath', () => {
  it('parts the name from the fields and drops indexes', () => {
    expect(splitPath('Rows[$EachItem].Owner:User.Name')).toEqual(['Rows', ['Owner:User', 'Name']]);
    expect(splitPath('$Flow.CurrentDate')).toEqual(['$Flow', ['CurrentDate']]);
    expect(splitPath('a')).toEqual(['a', []]);
  });
});
