import { describe, expect, it } from 'vitest';
import { resumeInterview, startInterview } from '../../src/interview/index.ts';
import type { FlowEvent, Interview } from '../../src/model/interview.ts';
import type { Value, Values } from '../../src/model/value.ts';
import { flowOf } from '../definition/support.ts';
import * as build from '../interview/build.ts';
import { AT, programs } from '../interview/drive.ts';

/** A flow of one element that ends in a screen, with its first effect. */
function begin(elements: string, inputs: Values = {}) {
  const { plain } = programs(
    flowOf(`variables:
  id: { type: Text, input: true, output: true }
  acc: { type: Record, object: Account, input: true, output: true }
  accs: { type: Record, object: Account, collection: true, input: true, output: true }
  industry: { type: Text, default: kept, output: true }
  found: { type: JSON, output: true }
start: It
elements:
${elements}`),
  );
  const interview = startInterview(plain, inputs, build.context);
  const go = (from: Interview, event: { readonly kind: FlowEvent['kind'] } & Values): Interview =>
    resumeInterview(plain, from, { ...event, answers: from.pending.id, at: AT } as unknown as FlowEvent);
  return { interview, effect: interview.pending, go };
}

function variables(interview: Interview): Values {
  return interview.pending.kind === 'finished' ? interview.pending.outputs : (interview.frames['0']?.variables ?? {});
}

const ACME = { Id: '001000000000001AAA', Name: 'Acme', Industry: 'Energy' };
const BETA = { Id: '001000000000002AAA', Name: 'Beta', Industry: null };
const KEEP = "  Keep: { type: assignment, assign: [ found: '{!It}' ] }\n";

describe('Get Records', () => {
  const get = (more: string): string => `  It: { type: getRecords, object: Account${more}, next: Keep }\n`;
  const rows = (elements: string, found: readonly Value[]): Values => {
    const { interview, go } = begin(elements);
    return variables(go(interview, { kind: 'rows', rows: [found] }));
  };

  it('asks for the first record with every field', () => {
    expect(begin(`${get('')}${KEEP}`).effect).toMatchObject({
      kind: 'query',
      runInMode: 'DefaultMode',
      queries: [{ object: 'Account', fields: null, where: null, sort: [], limit: 1 }],
    });
  });

  it('asks with filters, order, fields and limit, their values read from the flow', () => {
    const more = `, where: { conditions: [ Name: '{!id}', Rating: { isNull: true }, Industry: { contains: x } ], logic: 1 AND (2 OR NOT 3) }, sort: { Name: Desc }, limit: 50, fields: [Name], records: all`;
    expect(begin(`${get(more)}${KEEP}`, { id: 'Acme' }).effect).toMatchObject({
      queries: [
        {
          fields: ['Name'],
          sort: [{ field: 'Name', order: 'Desc' }],
          limit: 50,
          where: {
            kind: 'and',
            of: [
              { kind: 'row', field: 'Name', operator: 'equalTo', value: 'Acme' },
              {
                kind: 'or',
                of: [
                  { kind: 'row', field: 'Rating', operator: 'isNull', value: true },
                  { kind: 'not', of: { kind: 'row', field: 'Industry', operator: 'contains', value: 'x' } },
                ],
              },
            ],
          },
        },
      ],
    });
  });

  it('asks for the parents that the flow reads, through a loop as well', () => {
    const read = `  Keep: { type: loop, collection: It, forEach: See }
  See: { type: assignment, assign: [ id: '{!Keep.Owner.Email}', industry: 'At {!Keep.Parent.Owner.Name}' ], next: Keep }\n`;
    expect(begin(`${get(', records: all')}${read}`).effect).toMatchObject({
      queries: [{ paths: ['Owner.Email', 'Parent.Owner.Name'] }],
    });
  });

  it('stores what it found under its name: a record, or a collection', () => {
    expect(rows(`${get('')}${KEEP}`, [ACME]).found).toEqual(ACME);
    expect(rows(`${get(', records: all')}${KEEP}`, [ACME, BETA]).found).toEqual([ACME, BETA]);
  });

  it('stores null where nothing was found', () => {
    expect(rows(`${get('')}${KEEP}`, []).found).toBeNull();
    expect(rows(`${get(', records: all')}${KEEP}`, []).found).toBeNull();
  });

  it('puts records into a variable by its type', () => {
    const plain = '  Keep: { type: assignment, assign: [ id: x ] }\n';
    expect(rows(`${get(', outputs: acc')}${plain}`, [ACME]).acc).toEqual(ACME);
    const all = begin(`${get(', outputs: accs')}${plain}`);
    expect(all.effect).toMatchObject({ queries: [{ limit: null }] });
    expect(variables(all.go(all.interview, { kind: 'rows', rows: [[ACME, BETA]] })).accs).toEqual([ACME, BETA]);
    expect(rows(`${get(', outputs: accs')}${plain}`, []).accs).toEqual([]);
  });

  it('puts fields into variables, which keep what they hold where nothing was found unless told otherwise', () => {
    const map = ', outputs: { Industry: industry }';
    const plain = '  Keep: { type: assignment, assign: [ id: x ] }\n';
    expect(rows(`${get(map)}${plain}`, [ACME]).industry).toBe('Energy');
    expect(rows(`${get(map)}${plain}`, [BETA]).industry).toBeNull();
    expect(rows(`${get(map)}${plain}`, []).industry).toBe('kept');
    expect(rows(`${get(`${map}, nullIfNoneFound: true`)}${plain}`, []).industry).toBeNull();
  });
});

describe('Create Records', () => {
  it('creates a record from values, whose id is the output', () => {
    const { effect, interview, go } = begin(
      `  It: { type: createRecords, object: Account, set: { Name: '{!id}', Industry: Energy }, next: Keep }\n${KEEP}`,
      { id: 'Acme' },
    );
    expect(effect).toMatchObject({
      kind: 'save',
      operation: 'create',
      object: 'Account',
      records: [{ Name: 'Acme', Industry: 'Energy' }],
      filtered: null,
      upsert: null,
    });
    const saved = go(interview, { kind: 'saved', ids: [ACME.Id], count: 1 });
    expect(variables(go(saved, { kind: 'done' })).found).toBe(ACME.Id);
  });

  it('creates the records of a variable and gives them their ids', () => {
    const given = [{ Name: 'Acme', Owner: { Name: 'Ada' } }, { Name: 'Beta' }];
    const { effect, interview, go } = begin('  It: { type: createRecords, record: accs }\n', { accs: given });
    expect(effect).toMatchObject({ object: 'Account', records: [{ Name: 'Acme' }, { Name: 'Beta' }] });
    const saved = go(interview, { kind: 'saved', ids: [ACME.Id, BETA.Id], count: 2 });
    expect(variables(go(saved, { kind: 'done' })).accs).toEqual([
      { ...given[0], Id: ACME.Id },
      { ...given[1], Id: BETA.Id },
    ]);
  });

  it('does nothing for a variable without records', () => {
    expect(begin('  It: { type: createRecords, record: accs }\n').effect.kind).toBe('finished');
    expect(begin('  It: { type: createRecords, record: acc }\n').effect.kind).toBe('finished');
  });

  it('asks for an upsert by what matches', () => {
    const { effect } = begin(
      `  It: { type: createRecords, object: Account, set: { Name: a }, upsert: { where: [ Name: '{!id}' ], many: UpdateAllRecords } }\n`,
      { id: 'Acme' },
    );
    expect(effect).toMatchObject({
      upsert: {
        where: { kind: 'row', field: 'Name', operator: 'equalTo', value: 'Acme' },
        none: 'AddRecord',
        one: 'UpdateAllRecords',
        many: 'UpdateAllRecords',
      },
    });
  });

  it('takes the fault path with the message of the store', () => {
    const { interview, go } = begin(
      `  It: { type: createRecords, object: Account, fault: Tell }\n  Tell: { type: assignment, assign: [ id: '{!$Flow.FaultMessage}' ] }\n`,
    );
    const fault = { code: 'REQUIRED_FIELD_MISSING', message: 'Required fields are missing: [Name]' };
    expect(variables(go(interview, { kind: 'failed', fault })).id).toBe(fault.message);
  });
});

describe('Update Records', () => {
  it('updates what fits', () => {
    const text = `  It: { type: updateRecords, object: Account, where: { any: [ Name: Acme, Name: Beta ] }, set: { Rating: Hot } }\n`;
    expect(begin(text).effect).toMatchObject({
      operation: 'update',
      object: 'Account',
      records: null,
      filtered: { where: { kind: 'or' }, set: { Rating: 'Hot' } },
    });
  });

  it('updates the records of a variable', () => {
    const { effect } = begin('  It: { type: updateRecords, record: acc }\n', {
      acc: { ...ACME, Owner: { Name: 'Ada' } },
    });
    expect(effect).toMatchObject({ object: 'Account', records: [ACME], filtered: null });
    expect(effect).not.toHaveProperty('records.0.Owner');
  });

  it('sets fields of the records of a variable that meet the conditions', () => {
    const text = `  It: { type: updateRecords, record: accs, where: [ Rating: Cold ], set: { Rating: Hot } }\n`;
    expect(begin(text, { accs: [ACME, BETA] }).effect).toMatchObject({
      filtered: {
        where: {
          kind: 'and',
          of: [
            { field: 'Id', operator: 'in', value: [ACME.Id, BETA.Id] },
            { field: 'Rating', operator: 'equalTo', value: 'Cold' },
          ],
        },
        set: { Rating: 'Hot' },
      },
    });
  });
});

describe('Delete Records', () => {
  it('deletes what fits, or the records of a variable by their ids', () => {
    expect(begin('  It: { type: deleteRecords, object: Account, where: [ Name: x ] }\n').effect).toMatchObject({
      operation: 'delete',
      filtered: { where: { field: 'Name' }, set: {} },
    });
    expect(begin('  It: { type: deleteRecords, record: accs }\n', { accs: [ACME] }).effect).toMatchObject({
      object: 'Account',
      records: [{ Id: ACME.Id }],
    });
    expect(begin('  It: { type: deleteRecords, record: accs }\n').effect.kind).toBe('finished');
  });
});
