/**
 * How the bytes of a callout's body are named: one part of a multipart body, or the whole of a binary one. The checks of a flow's
 * file and the writer of the body go by the same words.
 */

/** What a part is made of; exactly one of them. */
export const PART_CONTENTS = ['text', 'json', 'file', 'base64'] as const;
export type PartContent = (typeof PART_CONTENTS)[number];

/** What may stand beside it. */
export const PART_OPTIONS = ['fileName', 'contentType'] as const;

/** What a binary body is made of; exactly one of them. */
export const BINARY_CONTENTS = ['file', 'base64'] as const;

const MEDIA_TYPE =
  /^[!#$%&'*+.^_`|~0-9A-Za-z-]+\/[!#$%&'*+.^_`|~0-9A-Za-z-]+(?:\s*;\s*[!#$%&'*+.^_`|~0-9A-Za-z-]+=(?:[!#$%&'*+.^_`|~0-9A-Za-z-]+|"[ !#-[\]-~]*"))*$/;

/** Whether a text is a media type with its parameters (RFC 9110 8.3.1): what may stand in a Content-Type header. */
export function isMediaType(text: string): boolean {
  return MEDIA_TYPE.test(text);
}

/** Whether a text is Base64 or Base64url (RFC 4648), over several lines or not; empty text is no byte at all. */
export function isBase64(text: string): boolean {
  const digits = text.replaceAll(/\s+/g, '');
  return /^[\w+/-]*={0,2}$/.test(digits) && digits.replaceAll('=', '').length % 4 !== 1;
}
