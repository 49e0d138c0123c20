import { defineTextComponent, invalidFormat } from './text-component.ts';

/** As a browser checks an e-mail field. */
const ADDRESS = /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)*$/i;

/** Email (flowruntime:email). */
export const email = defineTextComponent('email', (text) =>
  ADDRESS.test(text.trim()) ? null : invalidFormat('ada@example.com'),
);
