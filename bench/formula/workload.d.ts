export const formulas: readonly { readonly name: string; readonly text: string; readonly expected: string }[];
export const inputs: Readonly<Record<string, readonly [string, string]>>;
