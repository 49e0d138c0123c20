import type { Flow } from '../model/flow.ts';
import { allFields } from '../screens/index.ts';

/**
 * Name of the stored resource that holds what the screen being shown has queried: a map of rows by the name of a choice
 * set or a lookup. No flow can declare it. One is enough: a frame shows one screen at a time, and each visit queries anew.
 */
export const SCREEN_ROWS = 'rows of the screen';

/** Whether a screen of the flow may need records before it can be shown. */
export function needsRows(flow: Flow): boolean {
  return (
    flow.choiceSets.some(({ source }) => source.kind === 'records') ||
    flow.elements.some(
      (element) => element.type === 'screen' && allFields(element.fields).some(({ type }) => type === 'lookup'),
    )
  );
}
