import type { MetadataCodec } from '../codec.ts';
import { scalarText, textNode } from '../nodes.ts';
import { leaf } from '../xml.ts';
import { plainLeaf } from './scalars.ts';

/** Plain text of a displayText: each line is a paragraph, an empty line `<p><br></p>` (LANGUAGE 7). */
export const paragraphs: MetadataCodec = {
  read: (source, row) => {
    const found = plainLeaf(source, row.tag);
    const text = found ? textOfHtml(found.text) : null;
    return found && text !== null ? textNode(text, found.place) : null;
  },
  write: (node, row) => (node && row.tag ? [leaf(row.tag, htmlOfText(scalarText(node) ?? ''))] : []),
};

/** Text as the rich text that shows just that. */
export function htmlOfText(text: string): string {
  return text
    .split('\n')
    .map((line) => `<p>${line === '' ? '<br>' : escapeHtml(line)}</p>`)
    .join('');
}

function escapeHtml(line: string): string {
  return line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A block of lines shows neither blanks at their ends nor empty lines at its own. */
function readsWell(text: string): boolean {
  return !text.includes('\n') || !/^\s|\s$|[ \t]\n/.test(text);
}

/** The text that `htmlOfText` makes this of; null where it would make something else, or where the HTML reads better. */
export function textOfHtml(html: string): string | null {
  if (!html.startsWith('<p>') || !html.endsWith('</p>') || html.includes('\n')) return null;
  const text = html
    .slice(3, -4)
    .split('</p><p>')
    .map((line) =>
      line === '<br>' ? '' : line.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
    )
    .join('\n');
  return readsWell(text) && htmlOfText(text) === html ? text : null;
}
