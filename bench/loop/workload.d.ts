export const items: readonly number[];
export const expected: { readonly total: number; readonly small: number; readonly seen: number };
