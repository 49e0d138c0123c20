import type { ScreenField } from '../model/screens.ts';
import type { ResourceType } from '../model/value.ts';

/** What stands in for a component that is not Salesforce's own: `org/components/<namespace>.<name>.yaml`. */
export interface StandIn {
  /** `c:datatable`. */
  readonly name: string;
  readonly label: string | null;
  readonly inputs: Readonly<Record<string, ResourceType>>;
  readonly outputs: Readonly<Record<string, ResourceType>>;
  /** Shown in its place, each named after the attribute it holds. Their texts may use `{!attribute}`. */
  readonly fields: readonly ScreenField[];
}
