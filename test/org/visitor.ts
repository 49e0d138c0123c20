import { type Reply, request } from './client.ts';

/** A person's browser as far as forms and cookies go: what a page asks is what is sent. */
export interface Visitor {
  /** Opens an address; a redirect to a client is kept in `redirect`, not followed. */
  open(url: string): Promise<Reply>;
  /** Sends the form of the page with its hidden fields. */
  submit(fields: Readonly<Record<string, string>>, headers?: Readonly<Record<string, string>>): Promise<Reply>;
  readonly redirect: URL | null;
  /** The hidden field of the last page. */
  readonly csrf: string;
}

export function visitor(): Visitor {
  const cookies = new Map<string, string>();
  let at = '';
  let csrf = '';
  let redirect: URL | null = null;
  const go = async (url: string, init: RequestInit): Promise<Reply> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const reply = await request(url, { ...init, redirect: 'manual', headers: { ...init.headers, cookie } });
    for (const line of reply.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    at = url;
    csrf = /name="csrf" value="([^"]*)"/.exec(reply.text)?.[1] ?? '';
    const location = reply.headers.get('location');
    redirect = location === null ? null : new URL(location, url);
    return reply;
  };
  return {
    open: (url) => go(url, {}),
    submit: (fields, headers = {}) =>
      go(at, { method: 'POST', headers, body: new URLSearchParams({ csrf, ...fields }) }),
    get redirect() {
      return redirect;
    },
    get csrf() {
      return csrf;
    },
  };
}
