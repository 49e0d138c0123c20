/**
 * A short hash of texts (two 32-bit FNV-1a runs): tells versions of a flow apart. Not for security.
 * @returns 16 hexadecimal digits.
 */
export function hashOf(texts: readonly string[]): string {
  let low = 0x811c9dc5;
  let high = 0xcbf29ce4;
  for (const text of texts) {
    for (let i = 0; i < text.length; i += 1) {
      const unit = text.charCodeAt(i);
      low = Math.imul(low ^ unit, 0x01000193);
      high = Math.imul(high ^ unit ^ (i & 0xff), 0x01000193);
    }
    // The end of a text counts, or moving a line from one file to the next would not show.
    low = Math.imul(low ^ 0xffff, 0x01000193);
  }
  const hex = (n: number): string => (n >>> 0).toString(16).padStart(8, '0');
  return hex(low) + hex(high);
}
