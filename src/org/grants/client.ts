import { createHash, timingSafeEqual } from 'node:crypto';

/** Who asks for a token. */
export interface Client {
  readonly clientId: string | null;
  /** What the secret may be: a Basic header can hold it as it is or form-encoded (RFC 6749, 2.3.1). */
  readonly secrets: readonly string[];
}

/** The client of a token request: from the Basic header, else from the body. */
export function clientOf(authorization: string | undefined, form: URLSearchParams): Client {
  const [, basic] = /^Basic\s+(\S+)$/i.exec(authorization ?? '') ?? [];
  if (basic === undefined) return { clientId: form.get('client_id'), secrets: [form.get('client_secret') ?? ''] };
  const text = Buffer.from(basic, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  const secret = text.slice(colon + 1);
  return { clientId: formDecode(text.slice(0, colon)), secrets: [secret, formDecode(secret)] };
}

function formDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** Compares in constant time. */
export function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
