import { FormulaEvaluationError } from '../../errors.ts';
import { integerOf, textOf } from '../cast.ts';
import { type EagerFunction, type FunctionTable, optional, parameter } from './define-function.ts';

/**
 * Texts for pages, links and records. Salesforce's open engine does not hold these; they follow Salesforce Help
 * (reference: formula-semantics 61).
 */

const HTML: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '\u2028': '<br>',
  '\u2029': '<p>',
  '©': '&copy;',
};

/** The longest that fits counts: a comment's end is no star alone. */
const SCRIPT: Readonly<Record<string, string>> = {
  '&#39;': '\\&#39;',
  '!--': '\\!--',
  '/*': '\\/\\*',
  '*/': '\\*\\/',
  '*': '\\*',
  '\\': '\\\\',
  "'": "\\'",
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '<': '\\u003C',
  '>': '\\u003E',
  '\u2028': '\\n',
  '\u2029': '\\u2029',
  '\0': '',
};

function encodeForHtml(text: string): string {
  return text.replace(
    /[&<>"'\u2028\u2029©]|[\u{10000}-\u{10ffff}]/gu,
    (char) => HTML[char] ?? `&#${char.codePointAt(0)};`,
  );
}

function encodeForScript(text: string): string {
  return text.replace(/&#39;|!--|\/\*|\*\/|[*\\'"\n\r<>\u2028\u2029\0]/g, (part) => SCRIPT[part] ?? part);
}

/** As Java's URLEncoder and HTML forms do it: a space is `+`. */
function encodeForUrl(text: string): string {
  const encoded = encodeURIComponent(text.toWellFormed()).replace(
    /[!'()~]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return encoded.replaceAll('%20', '+');
}

function encoder(doc: string, encode: (text: string) => string): EagerFunction {
  return {
    doc,
    parameters: [parameter('text', 'Text')],
    result: 'Text',
    evaluate: ([text = null]) => encode(textOf(text)),
  };
}

const CHECK = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** One letter a group of five characters: which of them are capitals. */
function checkLetters(id: string): string {
  return [0, 5, 10]
    .map((from) => [...id.slice(from, from + 5)].reduce((bits, char, i) => bits | (/[A-Z]/.test(char) ? 1 << i : 0), 0))
    .map((bits) => CHECK[bits])
    .join('');
}

export const WEB: FunctionTable = {
  HTMLENCODE: encoder('The text with the characters that HTML reserves written as entities.', encodeForHtml),
  JSENCODE: encoder('The text with the characters that a JavaScript string reserves escaped.', encodeForScript),
  JSINHTMLENCODE: encoder('The text escaped for a JavaScript string that stands in HTML.', (text) =>
    encodeForScript(encodeForHtml(text)),
  ),
  URLENCODE: encoder('The text as it stands in the query of a URL; a space is +.', encodeForUrl),
  HYPERLINK: {
    doc: 'A link as HTML.',
    parameters: [parameter('url', 'Text'), parameter('label', 'Text'), optional('target', 'Text')],
    result: 'Text',
    nulls: 'given',
    evaluate: ([url = null, label = null, target = null]) => {
      const [href, shown, frame] = [url, label, target ?? '_blank'].map((part) => encodeForHtml(textOf(part)));
      return `<a href="${href}" target="${frame}">${shown}</a>`;
    },
  },
  IMAGE: {
    doc: 'An image as HTML, with the text that stands for it and its size in pixels.',
    notInFlows: 'a flow shows images with the Image component or in display text',
    parameters: [
      parameter('url', 'Text'),
      parameter('text', 'Text'),
      optional('height', 'Number'),
      optional('width', 'Number'),
    ],
    result: 'Text',
    nulls: 'given',
    evaluate: ([url = null, text = null, height = null, width = null]) => {
      const sizes = Object.entries({ height, width }).flatMap(([name, size]) =>
        size === null ? [] : [`${name}:${integerOf(size)}px;`],
      );
      const style = sizes.length === 0 ? '' : ` style="${sizes.join(' ')}"`;
      return `<img src="${encodeForHtml(textOf(url))}" alt="${encodeForHtml(textOf(text))}"${style} border="0"/>`;
    },
  },
  CASESAFEID: {
    doc: 'The 18-character id of a 15-character one.',
    parameters: [parameter('id', 'Text')],
    result: 'Text',
    evaluate: ([id = null]) => {
      const text = textOf(id);
      if (text === '') return null;
      if (/^[A-Za-z0-9]{18}$/.test(text)) return text;
      if (!/^[A-Za-z0-9]{15}$/.test(text)) throw new FormulaEvaluationError(`"${text.slice(0, 40)}" is no record id`);
      return text + checkLetters(text);
    },
  },
};
