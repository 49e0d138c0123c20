import type { PresentedScreen } from '../../../src/effects/ports.ts';
import type { Draft, FieldView, ScreenEffect, ScreenVerb, ScreenView } from '../../../src/model/interview.ts';

/** Hand-made screens with visibility and validation, for tests and the playground: no engine behind them. */

export type FieldSpec = Partial<Omit<FieldView, 'name' | 'control' | 'columns'>> & {
  readonly name: string;
  readonly control: FieldView['control'];
  readonly when?: (draft: Draft) => boolean;
  readonly check?: (raw: string) => string | null;
  readonly columns?: readonly { readonly width: number; readonly fields: readonly FieldSpec[] }[];
};

function isEmpty(raw: unknown): boolean {
  return raw === null || raw === undefined || raw === '' || (Array.isArray(raw) && raw.length === 0);
}

/** A field as the core would give it for a draft. */
export function fieldView({ when, check, columns, ...spec }: FieldSpec, draft: Draft = {}): FieldView {
  const raw = draft[spec.name] ?? spec.raw ?? null;
  const visible = when ? when(draft) : true;
  const required = spec.required ?? false;
  const missing = required && isEmpty(raw) ? 'Complete this field.' : null;
  const wrong = typeof raw === 'string' && raw !== '' ? (check?.(raw) ?? null) : null;
  return {
    type: spec.control,
    label: spec.name,
    help: null,
    readOnly: false,
    ...spec,
    raw,
    value: raw,
    visible,
    required,
    error: visible ? (spec.error ?? missing ?? wrong) : null,
    ...(columns
      ? {
          columns: columns.map(({ width, fields }) => ({
            width,
            fields: fields.map((each) => fieldView(each, draft)),
          })),
        }
      : {}),
  };
}

function everyField(fields: readonly FieldView[]): FieldView[] {
  return fields.flatMap((field) => [field, ...(field.columns ?? []).flatMap((column) => everyField(column.fields))]);
}

export interface ScreenSpec {
  readonly flowLabel?: string;
  readonly label?: string;
  readonly help?: string;
  readonly fields: readonly FieldSpec[];
  readonly verbs?: readonly ScreenVerb[];
  readonly labels?: Partial<Record<ScreenVerb, string>>;
}

export function screenView(spec: ScreenSpec, draft: Draft = {}): ScreenView {
  const fields = spec.fields.map((field) => fieldView(field, draft));
  return {
    flowLabel: spec.flowLabel ?? 'Create Account in the target org',
    element: 'Screen',
    label: spec.label ?? 'Account details',
    help: spec.help ?? null,
    showHeader: true,
    showFooter: true,
    fields,
    verbs: spec.verbs ?? ['next'],
    labels: spec.labels ?? {},
    canProceed: everyField(fields).every((field) => field.error === null),
  };
}

export function screenEffect(draft: Draft = {}, errors: ScreenEffect['errors'] = {}, id = 1): ScreenEffect {
  return { kind: 'screen', id, flow: 'Sample', element: 'Screen', draft, errors };
}

export function presentedScreen(
  spec: ScreenSpec,
  draft: Draft = {},
  errors: ScreenEffect['errors'] = {},
): PresentedScreen {
  return { effect: screenEffect(draft, errors), view: (now) => screenView(spec, now) };
}

export function choices(...labels: readonly string[]) {
  return labels.map((label) => ({ key: label, label }));
}

const INDUSTRIES = [
  'Agriculture',
  'Apparel',
  'Banking',
  'Biotechnology',
  'Chemicals',
  'Communications',
  'Construction',
  'Consulting',
  'Education',
  'Electronics',
  'Energy',
  'Engineering',
  'Technology',
];

export const DETAILS: ScreenSpec = {
  help: '<p>Everything here goes into the <b>Account</b> record of the other org.</p>',
  labels: { next: 'Create account' },
  fields: [
    {
      name: 'Intro',
      control: 'static',
      html: true,
      text: '<p>Who is the <b>new customer</b>? It is created over REST.</p>',
    },
    {
      name: 'Account_Name',
      control: 'text',
      label: 'Account name',
      required: true,
      help: 'The name as it stands on invoices.',
    },
    { name: 'Industry', control: 'chooseOne', label: 'Industry', choices: choices(...INDUSTRIES) },
    {
      name: 'Rating',
      control: 'chooseOne',
      label: 'Rating',
      expanded: true,
      required: true,
      choices: choices('Hot', 'Warm', 'Cold'),
    },
    {
      name: 'Figures',
      control: 'group',
      label: 'Figures',
      columns: [
        {
          width: 6,
          fields: [
            {
              name: 'Employees',
              control: 'number',
              label: 'Employees',
              scale: 0,
              check: (raw) => (/^\d+$/.test(raw) ? null : 'Enter zero or more.'),
            },
          ],
        },
        {
          width: 6,
          fields: [{ name: 'Revenue', control: 'number', label: 'Annual revenue', scale: 2, currency: '$' }],
        },
      ],
    },
    { name: 'Since', control: 'date', label: 'Customer since' },
    {
      name: 'Interests',
      control: 'chooseMany',
      label: 'Interests',
      choices: choices('Support', 'Training', 'Hosting'),
    },
    { name: 'Priority', control: 'toggle', label: 'This is a priority customer' },
    {
      name: 'Reason',
      control: 'longText',
      label: 'Why priority',
      required: true,
      when: (draft) => draft.Priority === true,
    },
    { name: 'Pin', control: 'secret', label: 'Your PIN' },
  ],
};

export const CREATED: ScreenSpec = {
  label: 'Account created',
  verbs: ['previous', 'finish'],
  fields: [
    {
      name: 'Message',
      control: 'static',
      html: true,
      text:
        '<h2>Done</h2><p>Created <b>Acme</b> (<i>Technology</i>), see <a href="https://example.com/001">the record</a>.</p>' +
        '<p><br></p><ul><li>one call<ul><li>with a token</li></ul></li><li><font color="#c00">no errors</font></li></ul>' +
        '<ol><li>first</li><li>second, which is long enough to be broken into more than one line in most terminals</li></ol>',
    },
  ],
};
