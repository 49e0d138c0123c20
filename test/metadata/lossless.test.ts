import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flowXmlFromDocument } from '../../src/metadata/export-flow.ts';
import { branch, leaf, parseMetadataXml, type XmlElement } from '../../src/metadata/xml.ts';
import { metadataXml } from '../../src/metadata/xml-writer.ts';
import { imported, treeOfXml, treeOfYaml } from './translate.ts';

/** Metadata that looks like a flow's at every node and is one nowhere: right tags in wrong places, missing, twice. */

const NAMES = [
  'A',
  'B',
  'Some_Field',
  'A_Column1',
  '2XX',
  '$Record',
  'constructor',
  '__proto__',
  'metadata',
  'profile',
];
const WORDS = [
  '',
  'true',
  'false',
  '5',
  '5.0',
  '{!A}',
  '{!A} b',
  'and',
  'or',
  '1 AND 2',
  'EqualTo',
  'Assign',
  'Add',
  'String',
  'SObject',
  'InputField',
  'DisplayText',
  'RegionContainer',
  'Region',
  'ComponentInstance',
  'c:x',
  '<p>x</p>',
  'a\nb',
  ' x',
  'externalService',
  'S.A',
];
const LEAVES = [
  'label',
  'description',
  'dataType',
  'fieldType',
  'fieldText',
  'extensionName',
  'isRequired',
  'isCollection',
  'conditionLogic',
  'filterLogic',
  'operator',
  'field',
  'leftValueReference',
  'assignToReference',
  'targetReference',
  'isGoTo',
  'stringValue',
  'numberValue',
  'elementReference',
  'booleanValue',
  'choiceReferences',
  'choiceText',
  'scale',
  'locationX',
  'locationY',
  'storeOutputAutomatically',
  'actionType',
  'actionName',
  'object',
  'regionContainerType',
  'unheardOf',
];
const BRANCHES = [
  'value',
  'rightValue',
  'defaultValue',
  'connector',
  'defaultConnector',
  'faultConnector',
  'conditions',
  'filters',
  'rules',
  'fields',
  'assignmentItems',
  'inputParameters',
  'outputParameters',
  'inputAssignments',
  'visibilityRule',
  'processMetadataValues',
  'validationRule',
  'scheduledPaths',
  'styleProperties',
  'waitEvents',
];
const FAMILIES = [
  'variables',
  'constants',
  'formulas',
  'textTemplates',
  'choices',
  'dynamicChoiceSets',
  'stages',
  'screens',
  'assignments',
  'decisions',
  'loops',
  'subflows',
  'actionCalls',
  'apexPluginCalls',
  'recordLookups',
  'recordCreates',
  'collectionProcessors',
  'transforms',
  'waits',
  'customErrors',
  'orchestratedStages',
  'start',
  'processMetadataValues',
  'profile',
];

const aLeaf = fc
  .tuple(fc.constantFrom(...LEAVES), fc.constantFrom(...WORDS, ...NAMES))
  .map(([tag, text]) => leaf(tag, text));
const aName = fc.constantFrom(...NAMES).map((text) => leaf('name', text));
const inner = fc.letrec<{ node: XmlElement }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 3, arbitrary: aLeaf },
    { weight: 1, arbitrary: aName },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom(...BRANCHES), fc.array(tie('node'), { maxLength: 5 }))
        .map(([tag, children]) => branch(tag, children)),
    },
  ),
})).node;
const aFamily = fc
  .tuple(fc.constantFrom(...FAMILIES), fc.option(aName), fc.array(inner, { maxLength: 7 }))
  .map(([tag, name, children]) => branch(tag, name ? [name, ...children] : children));
const aFlow = fc
  .tuple(
    fc.array(aFamily, { maxLength: 6 }),
    fc.array(fc.constantFrom('apiVersion', 'label', 'status', 'interviewLabel', 'unheardOf'), { maxLength: 3 }),
  )
  .map(([families, tags]) =>
    branch('Flow', [...families, ...tags.map((tag) => leaf(tag, tag === 'apiVersion' ? '62.0' : 'x'))]),
  );

function canonical(xml: string): string {
  const { root } = parseMetadataXml(xml, 'x');
  return root ? metadataXml(root) : '';
}

describe('import and export', () => {
  it('give the same metadata back, whatever it is, directly and through YAML', () => {
    fc.assert(
      fc.property(aFlow, (flow) => {
        const xml = metadataXml(flow);
        expect(flowXmlFromDocument(treeOfXml(xml))).toBe(canonical(xml));
        expect(flowXmlFromDocument(treeOfYaml(imported(xml)))).toBe(canonical(xml));
      }),
      { numRuns: 500 },
    );
  });
});
