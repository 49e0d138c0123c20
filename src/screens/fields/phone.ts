import { defineTextComponent } from './text-component.ts';

/** Phone (flowruntime:phone): any text, unless the attribute `pattern` says what is one. */
export const phone = defineTextComponent('phone', (text, pattern) =>
  pattern === '' || matches(text, pattern) ? null : `Your entry does not match the allowed pattern: ${pattern}`,
);

/** A pattern that is none refuses nothing, as in a browser. */
function matches(text: string, pattern: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 'v').test(text);
  } catch {
    return true;
  }
}
