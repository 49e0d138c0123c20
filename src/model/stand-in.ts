import type { ScreenField } from './screens.ts';
import type { ResourceType } from './value.ts';

/** What stands in for a component that is not Salesforce's own: `org/components/<namespace>.<name>.yaml`. */
export interface StandIn {
  /** `c:datatable`. */
  readonly name: string;
  readonly label: string | null;
  /** Attributes that a flow sets, by name. */
  readonly inputs: Readonly<Record<string, ResourceType>>;
  /** Attributes that a flow reads, by name; what goes in can be read as well. */
  readonly outputs: Readonly<Record<string, ResourceType>>;
  /**
   * Shown in its place, each named after the attribute it holds. Their texts may use `{!attribute}`. Empty = what goes in
   * is shown, and each output is asked for by a field of its type.
   */
  readonly fields: readonly ScreenField[];
}
