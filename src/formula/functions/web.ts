import { FormulaEvaluationError } from '../../errors.ts';
import { textOf } from '../cast.ts';
import { type EagerFunction, type FunctionTable, optional, parameter } from './define-function.ts';

/**
 * Texts for pages, links and records. Salesforce's open engine does not hold these; they follow Salesforce Help
 * (reference: formula-semantics 61).
 */

const HTML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const SCRIPT: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  "'": "\\'",
  '/': '\\/',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '<': '\\u003C',
  '>': '\\u003E',
};

function replaceAll(text: string, replacements: Readonly<Record<string, string>>): string {
  return text.replace(/[&<>"'\\/\n\r\t]/g, (char) => replacements[char] ?? char);
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
  HTMLENCODE: encoder('The text with the characters that HTML reserves written as entities.', (text) =>
    replaceAll(text, HTML),
  ),
  JSENCODE: encoder('The text with the characters that a JavaScript string reserves escaped.', (text) =>
    replaceAll(text, SCRIPT),
  ),
  URLENCODE: encoder('The text as it stands in the query of a URL; a space is +.', encodeForUrl),
  HYPERLINK: {
    doc: 'A link as HTML.',
    parameters: [parameter('url', 'Text'), parameter('label', 'Text'), optional('target', 'Text')],
    result: 'Text',
    nulls: 'given',
    evaluate: ([url = null, label = null, target = null]) => {
      const [href, shown, frame] = [url, label, target ?? '_blank'].map((part) => replaceAll(textOf(part), HTML));
      return `<a href="${href}" target="${frame}">${shown}</a>`;
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
