import { commandPages } from './command-pages.ts';
import { readExamples } from './examples.ts';
import { fieldPictures } from './field-pictures.ts';
import { flowTypePage } from './flow-type-page.ts';
import { elementPages, fieldPages, resourcesPage, startPage } from './form-pages.ts';
import { functionPages } from './function-pages.ts';
import { operatorPages } from './operator-pages.ts';
import { protocolPages } from './protocol-pages.ts';
import { RULE_PAGES, rulePages } from './rule-pages.ts';
import { versionsPage } from './versions-page.ts';
import { writerPage } from './writer-page.ts';

/** Folders that hold nothing but such pages. */
export const GENERATED_FOLDERS = [
  RULE_PAGES,
  'docs/commands',
  'docs/elements',
  'docs/fields',
  'docs/functions',
  'docs/operators',
  'docs/protocols',
];

/** Every page that follows from the code, by its path below the project's folder. */
export async function allPages(root: string): Promise<ReadonlyMap<string, string>> {
  const examples = await readExamples(root);
  return new Map([
    ...(await rulePages(root)),
    ...elementPages(examples),
    ...fieldPages(examples, await fieldPictures(root)),
    ...functionPages(),
    ...operatorPages(),
    ...(await commandPages()),
    ...protocolPages(),
    ['docs/resources.md', resourcesPage()],
    ['docs/start.md', startPage(examples)],
    ['docs/api-versions.md', await versionsPage(root)],
    ['docs/flow-type.md', await flowTypePage(root)],
    ['docs/writer.md', writerPage()],
    ['docs/README.md', INDEX],
  ]);
}

const INDEX = `# Documentation

What stands here follows from the code, and a test says when it does not:

- [elements](elements/README.md), [screen fields](fields/README.md), [resources](resources.md), [start](start.md): every key
- [operators](operators/README.md) of assignments and conditions, [formula functions](functions/README.md)
- [commands](commands/README.md), [authentication protocols](protocols/README.md) of external credentials
- [rules](rules/README.md) of \`flowrun validate\`
- [the metadata's Flow type](flow-type.md): what of it runs; [how it is written](writer.md), where no org wrote it
- [what people complain about in callouts](callout-complaints.md), and what flowrun does about it
- [API versions](api-versions.md): what depends on them
- [how real flows fare](conformance.md)
`;
