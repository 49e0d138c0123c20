import type { FieldView, ScreenView } from '../../model/interview.ts';

type Renderer = typeof import('./rich-text-view.ts');

let renderer: Renderer | null = null;
let loading: Promise<Renderer> | null = null;

/** The renderer of rich text, once loaded: most screens have no HTML and need not wait for its parser. */
export function richTextRenderer(): Renderer | null {
  return renderer;
}

/** Loads the renderer; does nothing the second time. */
export async function loadRichText(): Promise<void> {
  loading ??= import('./rich-text-view.ts');
  renderer = await loading;
}

const MARKUP = /<|&\w+;|&#/;

function hasMarkup(field: FieldView): boolean {
  if (field.html && MARKUP.test(field.text ?? '')) return true;
  return (field.columns ?? []).some((column) => column.fields.some(hasMarkup));
}

/** Whether anything on a screen, hidden fields included, needs the renderer. */
export function needsRichText(view: ScreenView): boolean {
  return MARKUP.test(view.help ?? '') || view.fields.some((field) => hasMarkup(field) || MARKUP.test(field.help ?? ''));
}
