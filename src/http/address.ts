/** Which addresses flowrun sends requests to: https, and plain http on this machine only. */

const LOOPBACK_HOST = /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** True for `localhost`, 127.0.0.0/8 and `[::1]`; `hostname` as the WHATWG URL parser gives it (lower case, normalised). */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK_HOST.test(hostname);
}

/**
 * Says why requests to an address are refused. Salesforce takes only https (reference: credentials B); plain http on
 * loopback is our one addition, because the embedded target org and local test servers have no certificate.
 * @param url An absolute address.
 * @returns null where it is fine, else one sentence in lower case without a full stop.
 */
export function whyAddressIsRefused(url: string): string | null {
  const parsed = URL.parse(url);
  if (parsed === null) return `"${url}" is no absolute URL`;
  const { protocol, hostname, username, password } = parsed;
  if (username !== '' || password !== '') return 'a URL must not carry a user name or password';
  if (protocol === 'https:') return null;
  if (protocol !== 'http:') return `the URL must begin with https://, this one begins with ${protocol}//`;
  return isLoopback(hostname) ? null : 'the URL must begin with https:// (http:// is allowed on this machine only)';
}
