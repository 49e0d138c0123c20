import { defineTextComponent, invalidFormat } from './text-component.ts';

/** URL (flowruntime:url): an absolute address, as a browser checks one. */
export const url = defineTextComponent('url', (text) =>
  URL.canParse(text.trim()) ? null : invalidFormat('https://example.com'),
);
