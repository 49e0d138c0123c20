import type { Read, Turn } from '../elements/define-element.ts';
import { FaultError } from '../errors.ts';
import type { ChoiceSet } from '../model/resources.ts';
import type { Value } from '../model/value.ts';
import type { CompiledChoice } from '../screens/define-field.ts';
import { readPath } from '../values/fields.ts';
import { toText } from '../values/text.ts';
import { type FlowScope, unknownReference } from './flow-scope.ts';

/**
 * The choices of a choice set. A collection choice set reads the collection when the screen is viewed; without a value
 * field the label is the value (reference: flow-semantics 2). Picklist and record choice sets need an org's objects and
 * records, which this version does not have: the screen fails with a fault that says so.
 */
export function compileChoiceSet(set: ChoiceSet, scope: FlowScope): Read<readonly CompiledChoice<Turn>[]> {
  const { source } = set;
  if (source.kind !== 'collection') {
    return () => {
      throw new FaultError({
        code: 'UNSUPPORTED',
        message: `The choice set ${set.name} reads ${source.kind === 'picklist' ? 'a picklist field' : 'records'} of ${source.object}, which this version of flowrun cannot do yet.`,
        help: 'Write the choices into the flow (options: or choices:) to run it today.',
      });
    };
  }
  const collection = scope.resolve(source.collection);
  if (!collection) throw unknownReference(source.collection);
  const field = (item: Value, name: string | undefined): Value =>
    name === undefined ? item : readPath(item, name.split('.'));
  return (turn) => {
    const items = collection.read(turn);
    if (!Array.isArray(items)) return [];
    return items.map((item: Value) => {
      const label = toText(field(item, set.label), undefined, turn);
      const value = set.value === undefined ? label : field(item, set.value);
      return { key: toText(value, undefined, turn), label: () => label, value: () => value };
    });
  };
}
