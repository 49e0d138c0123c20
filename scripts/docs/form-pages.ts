import type { Form, FormRow } from '../../src/forms/define-form.ts';
import { OUTCOME } from '../../src/forms/elements/decision.ts';
import { PAGINATE, RESPONSE, RETRY } from '../../src/forms/elements/http-callout.ts';
import { SCREEN_ACTION } from '../../src/forms/elements/screen.ts';
import { WAIT_EVENT } from '../../src/forms/elements/wait.ts';
import {
  COLUMN,
  ELEMENT_FORMS,
  FIELD_FORMS,
  RESOURCE_FORMS,
  SCHEDULE,
  SCHEDULED_PATH,
  START,
} from '../../src/forms/index.ts';
import { type Examples, exampleMarkdown, snippetOf } from './examples.ts';

/** Pages of what has a form: its keys, what each means, and what it is in the metadata. */

/** Forms that stand inside another: outcomes in a decision. */
const INNER: Readonly<Record<string, readonly (readonly [string, Form])[]>> = {
  decision: [['outcomes', OUTCOME]],
  wait: [['events', WAIT_EVENT]],
  screen: [['actions', SCREEN_ACTION]],
  httpCallout: [
    ['responses', RESPONSE],
    ['retry', RETRY],
    ['paginate', PAGINATE],
  ],
  section: [['columns', COLUMN]],
};

export function elementPages(examples: Examples): readonly [string, string][] {
  return pagesOf('elements', 'Elements', ELEMENT_FORMS, examples);
}

export function fieldPages(examples: Examples, pictures: ReadonlyMap<string, string>): readonly [string, string][] {
  return pagesOf('fields', 'Screen fields', FIELD_FORMS, examples).map(([path, text]): [string, string] => {
    const picture = pictures.get(/(\w+)\.md$/.exec(path)?.[1] ?? '');
    return [path, picture === undefined ? text : `${text}\n## In a terminal\n\n\`\`\`text\n${picture}\n\`\`\`\n`];
  });
}

function pagesOf(
  folder: string,
  title: string,
  forms: Readonly<Record<string, Form>>,
  examples: Examples,
): readonly [string, string][] {
  const sorted = Object.values(forms).toSorted((a, b) => (a.type < b.type ? -1 : 1));
  const index = sorted.map(({ type, doc }) => `| [${type}](${type}.md) | ${cell(doc)} |`).join('\n');
  return [
    [`docs/${folder}/README.md`, `# ${title}\n\n| \`type:\` | what it does |\n|---|---|\n${index}\n`],
    ...sorted.map((form): [string, string] => [`docs/${folder}/${form.type}.md`, page(form, examples)]),
  ];
}

function page(form: Form, examples: Examples): string {
  const inner = (INNER[form.type] ?? []).map(
    ([key, each]) => `\n## Each of \`${key}:\`\n\n${each.doc}\n\n${keys(each)}`,
  );
  const fixed = Object.entries(form.fixed ?? {}).map(([tag, text]) => `\`<${tag}>${text}</${tag}>\``);
  const marked = fixed.length > 0 ? ` with ${fixed.join(', ')}` : '';
  const metadata = form.tag === '' ? '' : `\n\nIn the metadata: \`<${form.tag}>\`${marked}.`;
  return `# ${form.type}\n\n${form.doc}${metadata}\n\n## Keys\n\n${keys(form)}${inner.join('')}${exampleMarkdown(snippetOf(examples, form.type), '../../')}`;
}

function keys({ rows, exclusive = [], oneOf, needs = [] }: Form): string {
  const lines = rows.map(
    (row) =>
      `| \`${row.key}\` | ${cell(row.doc)}${wordsOf(row)} | ${absent(row)} | ${row.tag ? `\`${row.tag}\`` : ''} |`,
  );
  const said = [
    ...exclusive.map((group) => `At most one of ${list(group)}.`),
    ...(oneOf ? [`Exactly one of ${list(oneOf)}.`] : []),
    ...needs.map(
      ({ key, is, needs: other }) => `\`${key}\`${is === undefined ? '' : ` as \`${is}\``} needs \`${other}\`.`,
    ),
  ];
  const rules = said.length > 0 ? `\n${said.join(' ')}\n` : '';
  return `| key | what it means | left out | metadata |\n|---|---|---|---|\n${lines.join('\n')}\n${rules}`;
}

function list(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}

function wordsOf({ words }: FormRow): string {
  return words ? ` One of ${list(Object.keys(words))}.` : '';
}

function absent({ required, default: value, fromName }: FormRow): string {
  if (required) return 'required';
  if (fromName) return 'the name, with `_` as blanks';
  return value === undefined ? '' : `\`${String(value)}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

/** Variables, constants, … on one page: each is a block of the file. */
export function resourcesPage(): string {
  const parts = Object.entries(RESOURCE_FORMS).map(([block, form]) => `## ${block}\n\n${form.doc}\n\n${keys(form)}`);
  return `# Resources\n\nEach block holds its resources by name; a name stands for one thing in the whole flow, whatever its case.\n\n${parts.join('\n')}`;
}

export function startPage(examples: Examples): string {
  const parts: readonly (readonly [string, Form])[] = [
    ['schedule', SCHEDULE],
    ['each of `scheduledPaths:`', SCHEDULED_PATH],
  ];
  const inner = parts.map(([title, form]) => `\n## ${title}\n\n${form.doc}\n\n${keys(form)}`).join('');
  const variants = START_EXAMPLES.map(
    ([name, doc]) =>
      `${doc}\n\n[${name}.yaml](../flows/${name}.yaml), tested by [${name}.test.yaml](../flows/${name}.test.yaml):\n\n\`\`\`yaml\n${startIn(examples.flows.get(`${name}.yaml`) ?? '')}\n\`\`\`\n`,
  );
  return `# start\n\n${START.doc} A bare name is short for \`{ next: Name }\`.\n\n${keys(START)}${inner}\n## Examples\n\n${variants.join('\n')}`;
}

/** An example flow for each way to start one, and what starts it here. */
const START_EXAMPLES: readonly (readonly [string, string])[] = [
  [
    'celebrate-opportunity',
    'Whatever saves a record starts the active flows beside it that wait for it, in its transaction. Paths with `async` run after the commit; those with a time are jobs of the org: `flowrun org jobs` lists them, `flowrun org run-jobs` runs those that are due, `--until 2026-12-24` as if that day had come. The record has to meet the conditions still; saved again, its jobs move with it, and are gone once it does not meet them. `flowrun run FILE --triggering-record …` starts one by hand.',
  ],
  [
    'chase-invoices',
    'A scheduled flow runs when you run it, `flowrun run FILE`, whatever its schedule says: for every record of its object that meets its conditions in an interview of its own, or once where it has no object.',
  ],
  [
    'note-shipment',
    'Create Records with a platform event (`org/objects/Order_Shipped__e.yaml`) publishes it and stores nothing; the active flows that subscribe to it run after the commit, each in a transaction of its own, as the user who published it (in an org as the Automated Process user).',
  ],
];

function startIn(flow: string): string {
  return flow.slice(flow.indexOf('\nstart:') + 1, flow.search(/\n(?:formulas|elements):/)).trimEnd();
}
