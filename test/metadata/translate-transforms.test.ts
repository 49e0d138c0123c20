import { describe, expect, it } from 'vitest';
import { compact, exported, flowOf, imported } from './translate.ts';

const whole = (element: string): string => flowOf(`start: T\n\nelements:\n  T:\n    type: transform\n${element}`);

describe('transforms in YAML and metadata', () => {
  it('write what is added up as its collection and field', () => {
    const yaml = whole("    result: { type: Number, scale: 2 }\n    value: { sum: '{!Rows[$EachItem].Amount}' }\n");
    expect(compact(exported(yaml))).toContain(
      '<transformValueActions><inputParameters><name>aggregationField</name><value><stringValue>Amount</stringValue></value></inputParameters><inputParameters><name>aggregationValues</name><value><elementReference>Rows</elementReference></value></inputParameters><transformType>Sum</transformType></transformValueActions>',
    );
    expect(imported(exported(yaml))).toBe(yaml);
  });

  it('write values with fields of their own as inline transforms, however deep', () => {
    const yaml = whole(`    result: { type: Apex, class: Order, collection: true }
    set:
      Name: '{!Rows[$EachItem].Name}'
      Lines:
        transform:
          result: { type: Apex, class: Line, collection: true }
          set:
            Part:
              transform:
                result: { type: Apex, class: Part }
                set: { Code: '{!Rows[$EachItem].Lines[$EachItem].Code}' }
`);
    const xml = compact(exported(yaml));
    expect(xml).toContain(
      '<outputFieldApiName>Lines</outputFieldApiName><transformType>Map</transformType><value><transform>',
    );
    expect(xml).toContain('<apexClass>Part</apexClass><dataType>Apex</dataType><isCollection>false</isCollection>');
    const back = imported(exported(yaml));
    expect(exported(back)).toBe(exported(yaml));
    expect(back).not.toContain('metadata:');
  });

  it('write a join before the values it is for', () => {
    const yaml = whole(`    result: { type: Record, object: Task, collection: true }
    innerJoin: { left: Accounts, right: Contacts, keys: { Id: AccountId } }
    set: { Subject: '{!Accounts[$EachItem].Name}' }
`);
    const xml = compact(exported(yaml));
    expect(xml).toMatch(/InnerJoin<\/transformType><\/transformValueActions><\/transformValues><transformValues>/);
    expect(xml).toContain('<complexValueType>JoinDefinition</complexValueType>');
    expect(exported(imported(exported(yaml)))).toBe(exported(yaml));
    expect(imported(exported(yaml))).toContain(
      'innerJoin: { left: Accounts, right: Contacts, keys: { Id: AccountId } }',
    );
  });

  it.each([
    [
      'a kind of action without a word',
      '<transformType>GetItemByIndex</transformType><value><elementReference>Rows</elementReference></value>',
    ],
    [
      'a join of another form',
      '<inputParameters><name>j</name><value><complexValue>{type}</complexValue><complexValueType>JoinDefinition</complexValueType></value></inputParameters><transformType>InnerJoin</transformType>',
    ],
    [
      'a sum in another form',
      '<transformType>Sum</transformType><value><elementReference>Rows</elementReference></value>',
    ],
  ])('lose nothing of %s', (what, action) => {
    const xml = exported(whole("    result: { type: Number }\n    value: '{!x}'\n")).replace(
      /<transformValueActions>[\s\S]*<\/transformValueActions>/,
      `<transformValueActions>${action}</transformValueActions>`,
    );
    const yaml = imported(xml);
    expect(compact(exported(yaml))).toBe(compact(xml));
    // What has no words is not taken for a map: the flow fails there instead of going wrong.
    if (!what.startsWith('a sum')) expect(yaml).not.toMatch(/^ {4}(?:value|set):/m);
  });
});
