import type { Finding } from './diagnostics.ts';

/** A larger file is not read: real flows are below 2 MB of XML, and a third of that in YAML. */
export const MAX_FILE_SIZE = 5 * 1024 * 1024;

/** The bytes of a file; of one that is too large to be read, how many there are. */
export type FileBytes = Uint8Array | { readonly length: number };

/** A text without its byte order mark, and whether it had one. */
export interface PlainText {
  readonly text: string;
  readonly byteOrderMark?: true;
}

export type DecodedText = PlainText | { readonly finding: Finding };

const START = { start: 0, end: 0 };

/**
 * The text of a definition file: UTF-8, with or without a byte order mark (which is not part of the text).
 * @returns a finding `file-too-large` or `not-utf8` in place of the text. Never throws.
 */
export function decodeText(bytes: FileBytes): DecodedText {
  if (!(bytes instanceof Uint8Array) || bytes.length > MAX_FILE_SIZE) return { finding: tooLarge(bytes.length) };
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return { finding: notUtf8('the file is UTF-16', 'save it as UTF-8') };
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return hasByteOrderMark(bytes) ? { text, byteOrderMark: true } : { text };
  } catch {
    const line = bytes.subarray(0, firstBadByte(bytes)).reduce((lines, byte) => (byte === 10 ? lines + 1 : lines), 1);
    return {
      finding: notUtf8(`the file is not UTF-8: line ${line} holds bytes of another encoding`, 'save it as UTF-8'),
    };
  }
}

function hasByteOrderMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

/** A finding where `length` (bytes or characters) is over the limit. */
export function tooLarge(length: number): Finding {
  const megabytes = (n: number): string => `${(n / 1024 / 1024).toFixed(1)} MB`;
  return {
    rule: 'file-too-large',
    message: `the file has ${megabytes(length)}; at most ${megabytes(MAX_FILE_SIZE)} are read`,
    place: START,
  };
}

function notUtf8(message: string, suggestion: string): Finding {
  return { rule: 'not-utf8', message, place: START, suggestion };
}

/** Offset of the first byte that is no UTF-8, found by halving. */
function firstBadByte(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      good = middle;
    } catch {
      bad = middle;
    }
  }
  return good;
}
