import type { Flow } from '../model/flow.ts';
import type { ScreenField } from '../model/screens.ts';
import { allFields } from '../screens/index.ts';

/** The fields, on whichever screen, that offer the choice or the choice set of this name. */
export function fieldsOffering(flow: Flow, name: string): readonly ScreenField[] {
  const wanted = name.toLowerCase();
  return flow.elements
    .flatMap((element) => (element.type === 'screen' ? allFields(element.fields) : []))
    .filter((field) => 'choices' in field && field.choices?.some(({ path }) => path.toLowerCase() === wanted));
}
