/** Digits of a Salesforce id, in the order in which ids are counted up. */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** Letters of the checksum: the index is a five-bit number. */
const CHECKSUM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/**
 * The 3-character checksum of a 15-character id: per group of five characters a bit is set for every `A`-`Z`
 * (reference/credentials-and-callouts.md D4).
 * @param id15 the case-sensitive id, 15 characters
 */
export function idChecksum(id15: string): string {
  let checksum = '';
  for (let group = 0; group < 15; group += 5) {
    let bits = 0;
    for (let i = 0; i < 5; i++) {
      const character = id15[group + i] ?? '';
      if (character >= 'A' && character <= 'Z') bits |= 1 << i;
    }
    checksum += CHECKSUM[bits];
  }
  return checksum;
}

/**
 * Brings an id to its 18-character form.
 * @param id 15 or 18 characters, as a client sent it
 * @returns the 18-character id, or null when the text is no id (other length or characters, wrong checksum)
 */
export function toId18(id: string): string | null {
  if (!/^(?:[0-9A-Za-z]{15}|[0-9A-Za-z]{18})$/.test(id)) return null;
  const id15 = id.slice(0, 15);
  const whole = id15 + idChecksum(id15);
  return id.length === 15 || whole === id ? whole : null;
}

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
