import { idChecksum } from '../values/record-id.ts';

export { idChecksum, toId18 } from '../values/record-id.ts';

/** Digits of a Salesforce id, in the order in which ids are counted up. */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** The 15-character form of an 18-character id. */
export function toId15(id18: string): string {
  return id18.slice(0, 15);
}

/**
 * Makes an id.
 * @param keyPrefix three characters, `001` for Account
 * @param number counted up from 1 by the store, a safe integer
 * @returns the 18-character id; ids of one prefix sort (by code unit) in the order of their numbers
 */
export function makeId(keyPrefix: string, number: number): string {
  let rest = '';
  for (let left = number; left > 0; left = Math.floor(left / 62)) rest = (DIGITS[left % 62] ?? '') + rest;
  const id15 = keyPrefix + rest.padStart(12, '0');
  return id15 + idChecksum(id15);
}
