import type { MaskedExchange, SentPart } from './exchange.ts';
import { MASK } from './redact.ts';

/**
 * A command line that sends the same request again, for a POSIX shell. A header with a secret takes it from a variable of the
 * header's name: `AUTHORIZATION='Bearer …' sh -c "$(…)"`.
 * A file is named by its path in the project; bytes that came from none, by the name they were sent under.
 */
export function curlOf({ method, url, headers, body, parts }: MaskedExchange): string {
  const isForm = parts !== undefined && parts[0]?.name !== null;
  const words = ['curl', ...(method === 'GET' ? [] : ['-X', method]), quoted(url)];
  for (const [name, value] of headers) {
    // curl says these itself, or they would be wrong for another body.
    if (/^(?:content-length|host|connection|accept-encoding|content-encoding)$/i.test(name)) continue;
    if (isForm && name.toLowerCase() === 'content-type') continue;
    words.push('-H', value.includes(MASK) ? `"${name}: $${variableOf(name)}"` : quoted(`${name}: ${value}`));
  }
  if (parts !== undefined) words.push(...(isForm ? parts.flatMap(formWords) : parts.flatMap(binaryWords)));
  else if (body !== null) words.push('--data-raw', quoted(body));
  return words.join(' ');
}

/** `x-api-key` is `X_API_KEY`. */
function variableOf(name: string): string {
  return name.toUpperCase().replaceAll(/\W/g, '_');
}

/** Nothing in single quotes means anything to a shell, but the quote itself. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** `name=text`, or `name=@"path";type=image/png;filename="name"` (curl's manual, --form). */
function formWords({ name, text, contentType, fileName, file }: SentPart): readonly string[] {
  if (text !== null && contentType === null && fileName === null) {
    return ['--form-string', quoted(`${name}=${text}`)];
  }
  const content = text === null ? `@${inDoubleQuotes(file ?? fileName ?? '')}` : inDoubleQuotes(text);
  const type = contentType === null ? '' : `;type=${contentType}`;
  const called = fileName === null ? '' : `;filename=${inDoubleQuotes(fileName)}`;
  return ['-F', quoted(`${name}=${content}${type}${called}`)];
}

/** What was packed is text still: it is sent as it was. */
function binaryWords({ file, fileName, text }: SentPart): readonly string[] {
  if (text !== null) return ['--data-raw', quoted(text)];
  return ['--data-binary', quoted(`@${file ?? fileName ?? 'body'}`)];
}

function inDoubleQuotes(text: string): string {
  return `"${text.replaceAll(/[\\"]/g, '\\$&')}"`;
}
