import type { Template } from '../../model/expression.ts';
import type { EvaluationContext } from '../../values/scope.ts';
import type { FieldContext, FieldDefinition } from '../define-field.ts';

/**
 * Display Text: merged text, or Salesforce's rich text as it stands; it has no value. What is merged into it may bring tags
 * along, from a rich text template, a label, `HYPERLINK` or a rich text field: an org shows them as rich text in any
 * display text, and so it is shown here.
 */
export const displayText: FieldDefinition<'displayText'> = {
  type: 'displayText',
  valueType: () => null,
  compile: (field, context) => {
    const text = context.text(field.text);
    const parts = field.html ? [] : partsOf(field.text, context);
    return {
      parse: () => ({ value: null, problem: null }),
      face: (state) => {
        if (field.html) return { control: 'static', text: text(state), html: true };
        const read = parts.map(({ own, read: value }) => ({ own, value: value(state) }));
        if (!read.some(({ own, value }) => !own && hasTags(value)))
          return { control: 'static', text: text(state), html: false };
        const rich = read.map(({ own, value }) => (own ? asRichText(value) : value)).join('');
        return { control: 'static', text: rich, html: true };
      },
    };
  },
};

interface Part<S> {
  /** It stands in the file itself: a tag in it is text. */
  readonly own: boolean;
  readonly read: (state: S) => string;
}

function partsOf<S extends EvaluationContext>(template: Template, context: FieldContext<S>): readonly Part<S>[] {
  return template.parts.map((part) => ({
    own: typeof part === 'string',
    read: context.text({ ...template, parts: [part] }),
  }));
}

/** Tags that Salesforce's rich text has. */
const TAGS = /<(?:a|b|br|div|em|font|h[1-6]|i|img|li|ol|p|s|span|strong|table|u|ul)(?:\s[^<>]*)?\/?>/i;

function hasTags(text: string): boolean {
  return TAGS.test(text);
}

function asRichText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '<br>');
}
