/** Time before (negative) or after something. */
export interface TimeOffset {
  readonly count: number;
  readonly unit: OffsetUnit;
}

export const OFFSET_UNITS = ['Minutes', 'Hours', 'Days', 'Months'] as const;
export type OffsetUnit = (typeof OFFSET_UNITS)[number];
