import { defineTextField } from './entry.ts';

/** Password (PasswordField): text that no host shows. */
export const password = defineTextField('password', 'secret');
