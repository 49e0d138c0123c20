import { defineTextComponent, INVALID_FORMAT } from './text-component.ts';

/** URL (flowruntime:url): an absolute address, as a browser checks one. */
export const url = defineTextComponent('url', (text) => (URL.canParse(text.trim()) ? null : INVALID_FORMAT));
