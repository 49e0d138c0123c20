/** What every contestant does: for each of 10,000 numbers one decision and two assignments. */
export const items = Array.from({ length: 10_000 }, (_, i) => (i * 7919) % 10_007);

/** @type {{ total: number, small: number, seen: number }} */
export const expected = items.reduce(
  (sum, item) => ({
    total: item > 5000 ? sum.total + item : sum.total,
    small: item > 5000 ? sum.small : sum.small + 1,
    seen: sum.seen + 1,
  }),
  { total: 0, small: 0, seen: 0 },
);
