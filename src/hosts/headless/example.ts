import type { Control, FieldView } from '../../model/interview.ts';

/** An entry of the right form for each control, for the example in a message. */
const EXAMPLES: { readonly [C in Control]: (field: FieldView) => string } = {
  static: () => '',
  group: () => '',
  text: () => 'Some text',
  longText: () => 'Some text',
  secret: () => "'…'",
  number: ({ scale = 0 }) => (scale === 0 ? '1' : `1.${'5'.padEnd(scale, '0')}`),
  date: () => '2026-01-31',
  time: () => "'14:30'",
  dateTime: () => '2026-01-31 14:30',
  toggle: () => 'true',
  slider: ({ slider }) => slider?.min ?? '0',
  table: ({ table }) => (table?.select === 'many' ? '[1]' : '1'),
  file: () => 'path/of/file.pdf',
  button: () => '',
  chooseOne: ({ choices }) => choices?.[0]?.label ?? 'Some choice',
  chooseMany: ({ choices }) => `[${choices?.[0]?.label ?? 'Some choice'}]`,
};

/** Lines of an answers file for these fields of a screen. */
export function exampleAnswers(screen: string, fields: readonly FieldView[]): string {
  return [`${screen}:`, ...fields.map((field) => `  ${field.name}: ${EXAMPLES[field.control](field)}`)].join('\n');
}
