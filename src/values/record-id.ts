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

/** The object's prefix, two characters of the instance, and zeros where the count has not come yet. */
const LIKE_ID15 = /^[\da][\dA-Za-z]{4}00[\dA-Za-z]{8}$/;

/**
 * Whether a text can hardly be anything but the id of a record: 18 characters with the right checksum, or 15 that look as
 * orgs make them. Digits alone are some other number.
 */
export function looksLikeRecordId(text: string): boolean {
  if (!/^[\da]/.test(text) || !/[A-Za-z]/.test(text)) return false;
  return text.length === 18 ? toId18(text) !== null : LIKE_ID15.test(text);
}
