import type { MetadataCodec } from '../codec.ts';
import { scalarText, textNode } from '../nodes.ts';
import { leaf, textOf, type XmlElement } from '../xml.ts';
import { namesAndTargets, writeNamesAndTargets } from './named-values.ts';
import { plainLeaf } from './scalars.ts';

/**
 * What becomes of outputs (LANGUAGE rule 7): left out = stored automatically; a map or a variable = by hand; `none` =
 * neither. A choice set's outputs are never automatic.
 */
const AUTOMATIC = 'storeOutputAutomatically';
const NEVER_AUTOMATIC = new Set(['dynamicChoiceSets', 'waitEvents', 'apexPluginCalls']);
/** Tags whose pairs name a field instead of a parameter. */
const BY_FIELD = new Set(['dynamicChoiceSets', 'recordLookups']);

function isAutomatic(source: XmlElement): boolean {
  return textOf(source, AUTOMATIC) === 'true';
}

/** `outputs` of a subflow, an action, a component, a wait event, a choice set. */
export const outputs: MetadataCodec = {
  read: (source, row, scope) => {
    const tag = row.tag ?? '';
    const pairs = namesAndTargets(source, tag, BY_FIELD.has(scope.form.tag) ? 'field' : 'name', 'assignToReference');
    if (pairs || NEVER_AUTOMATIC.has(scope.form.tag)) return pairs;
    return isAutomatic(source) ? null : textNode('none', source.place);
  },
  write: (node, row, scope) => {
    if (node === null) return NEVER_AUTOMATIC.has(scope.form.tag) ? [] : [leaf(AUTOMATIC, 'true')];
    if (scalarText(node) === 'none') return [];
    return writeNamesAndTargets(
      node,
      row.tag ?? '',
      BY_FIELD.has(scope.form.tag) ? 'field' : 'name',
      'assignToReference',
    );
  },
};

/** getRecords: a map of fields, or the one variable that takes the records (`outputReference`). */
export const recordOutputs: MetadataCodec = {
  read: (source, row, scope) => {
    const variable = plainLeaf(source, 'outputReference');
    return variable ? textNode(variable.text, variable.place) : outputs.read(source, row, scope);
  },
  write: (node, row, scope, map) => {
    const variable = scalarText(node);
    if (variable !== null && variable !== 'none') return [leaf('outputReference', variable)];
    return outputs.write(node, row, scope, map);
  },
};

/** createRecords: the variable that takes the new id (`assignRecordIdToReference`). Records given by a variable keep theirs. */
export const idOutput: MetadataCodec = {
  read: (source) => {
    const variable = plainLeaf(source, 'assignRecordIdToReference');
    if (variable) return textNode(variable.text, variable.place);
    const automatic = isAutomatic(source);
    return automatic === (textOf(source, 'inputReference') === null) ? null : textNode('none', source.place);
  },
  write: (node, _row, _scope, map) => {
    const variable = scalarText(node);
    if (variable !== null && variable !== 'none') return [leaf('assignRecordIdToReference', variable)];
    const byRecord = map.entries.some(({ key }) => key === 'record');
    return variable === 'none' || byRecord ? [] : [leaf(AUTOMATIC, 'true')];
  },
};
