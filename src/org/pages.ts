import { html } from 'hono/html';

/** The pages of the authorize endpoint. They need no script, and every text in them is escaped by `html`. */

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;background:#f3f3f3;color:#181818;margin:0}
main{max-width:24rem;margin:10vh auto;background:#fff;padding:2rem;border-radius:.5rem;border:1px solid #ddd}
h1{font-size:1.25rem;margin-top:0}label{display:block;margin:.75rem 0}
input{display:block;width:100%;box-sizing:border-box;padding:.5rem;font:inherit;border:1px solid #747474;border-radius:.25rem}
button{font:inherit;padding:.5rem 1rem;margin-right:.5rem;border:1px solid #0176d3;border-radius:.25rem;background:#0176d3;color:#fff}
button[value=deny]{background:#fff;color:#0176d3}.error{color:#ba0517}`;

type Page = ReturnType<typeof html>;

function page(title: string, content: Page): Page {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><style>${STYLE}</style></head>
<body><main><h1>${title}</h1>${content}</main></body></html>`;
}

/** Asks who somebody is. @param csrf goes back with the form @param error null = it is shown for the first time */
export function loginPage(orgName: string, csrf: string, username: string, error: string | null): Page {
  return page(
    `Log in to ${orgName}`,
    html`<p>This is an embedded org of flowrun. Users without a password in their file need none.</p>
${error === null ? '' : html`<p class="error" role="alert">${error}</p>`}
<form method="post"><input type="hidden" name="csrf" value="${csrf}">
<label>Username <input name="username" value="${username}" autocomplete="username" autofocus required></label>
<label>Password <input name="password" type="password" autocomplete="current-password"></label>
<button name="action" value="login">Log In</button></form>`,
  );
}

/** Asks whether an app may act for somebody. */
export function consentPage(app: string, username: string, scopes: readonly string[], csrf: string): Page {
  return page(
    'Allow Access?',
    html`<p><strong>${app}</strong> is asking to act for <strong>${username}</strong> with these scopes:</p>
<ul>${scopes.map((scope) => html`<li>${scope}</li>`)}</ul>
<form method="post"><input type="hidden" name="csrf" value="${csrf}">
<button name="action" value="approve">Allow</button><button name="action" value="deny">Deny</button></form>`,
  );
}

/** Says why a request is refused where there is nobody to send it back to. */
export function errorPage(error: string, description: string): Page {
  return page(
    'OAuth Error',
    html`<p class="error" role="alert">error=${error}</p><p>error_description=${description}</p>`,
  );
}
