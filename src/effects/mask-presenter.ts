import type { FieldView, ScreenView } from '../model/interview.ts';
import type { Presenter } from './ports.ts';

/** Takes secrets out of a text. */
export type Mask = (text: string) => string;

export interface MaskOptions {
  readonly mask: Mask;
  /** Told of what was entered into a field that hides its entry, so that it is masked from then on. */
  readonly onSecret: (entry: string) => void;
}

/** A presenter whose screens show no secret, whatever a server or a formula put into them; entries stay as they are typed. */
export function maskPresenter(presenter: Presenter, { mask, onSecret }: MaskOptions): Presenter {
  return {
    ...presenter,
    present: async (screen, signal) => {
      const answered = await presenter.present(
        { ...screen, view: (draft) => maskView(screen.view(draft), mask) },
        signal,
      );
      for (const secret of secretsIn(screen.view(answered.draft).fields)) onSecret(secret);
      return answered;
    },
  };
}

function maskView(view: ScreenView, mask: Mask): ScreenView {
  const { help, label, fields } = view;
  return {
    ...view,
    label: mask(label),
    help: help === null ? null : mask(help),
    fields: fields.map((field) => maskField(field, mask)),
  };
}

function maskField(field: FieldView, mask: Mask): FieldView {
  const { label, help, error, text, note, placeholder, choices, table, columns } = field;
  return {
    ...field,
    label: mask(label),
    help: help === null ? null : mask(help),
    error: error === null ? null : mask(error),
    ...(text === undefined ? {} : { text: mask(text) }),
    ...(note === undefined ? {} : { note: mask(note) }),
    ...(placeholder === undefined ? {} : { placeholder: mask(placeholder) }),
    ...(choices === undefined ? {} : { choices: choices.map((choice) => ({ ...choice, label: mask(choice.label) })) }),
    ...(table === undefined
      ? {}
      : { table: { ...table, rows: table.rows.map((row) => ({ ...row, cells: row.cells.map(mask) })) } }),
    ...(columns === undefined
      ? {}
      : {
          columns: columns.map((column) => ({
            ...column,
            fields: column.fields.map((inner) => maskField(inner, mask)),
          })),
        }),
  };
}

/** What stands in fields that hide their entry. */
function secretsIn(fields: readonly FieldView[]): readonly string[] {
  return fields.flatMap((field) => [
    ...(field.control === 'secret' && typeof field.raw === 'string' ? [field.raw] : []),
    ...(field.columns ?? []).flatMap((column) => secretsIn(column.fields)),
  ]);
}
