import type { Conditions } from '../model/conditions.ts';
import type { Flow, FlowTrigger } from '../model/flow.ts';
import type { ResourceType } from '../model/value.ts';
import type { NamedConnector } from './define-element.ts';

/** The start of a flow, which is no element and has connectors and resources like one. */

/** The record that started a flow, and as it was before: names that only triggered flows have. */
export const RECORD = '$Record';
export const PRIOR_RECORD = '$Record__Prior';

/** The type of `{!$Record}`. */
export function recordTypeOf({ object }: FlowTrigger): ResourceType {
  return object ? { dataType: 'Record', of: object.name } : { dataType: 'JSON' };
}

/** The ways into a flow: `start`, and its scheduled paths by name. */
export function startConnectors({ start, trigger }: Flow): readonly NamedConnector[] {
  const paths = (trigger?.scheduledPaths ?? []).map(({ name, next }) => ({ name, connector: next }));
  return [{ name: 'start', connector: start }, ...paths];
}

/** Conditions on fields of a record as conditions on `{!$Record}`: the left side of a row is a field's name. */
export function onTriggeringRecord(conditions: Conditions): Conditions {
  if (conditions.kind === 'formula') return conditions;
  const rows = conditions.rows.map((row) => ({ ...row, left: { ...row.left, path: `${RECORD}.${row.left.path}` } }));
  return { ...conditions, rows };
}
