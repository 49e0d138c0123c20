import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { formatDiagnostics } from '../../src/definition/index.ts';
import { CONFIG_FILE, RULE_SETTINGS } from '../../src/definition/read-config.ts';
import { RULES } from '../../src/definition/rules/index.ts';
import type { Rule } from '../../src/definition/rules/rule.ts';
import type { Diagnostic } from '../../src/model/diagnostics.ts';
import { findProject } from '../../src/project/find-project.ts';
import { loadFlowFiles } from '../../src/project/flow-files.ts';

/**
 * The pages of the rules: written by hand, but for what can be known (the severity, the sentence, what flowrun says of the
 * flow that fails), which stands between marks and is filled in here.
 */

/** Below the project's folder. */
export const RULE_PAGES = 'docs/rules';

/** The flows of a page, and the files that stand beside both of them. */
export interface RuleExample {
  readonly bad: string;
  readonly good: string;
  readonly files: ReadonlyMap<string, string>;
}

const FLOW = 'flow.yaml';
const BLOCK = /^```yaml(?: (\S+))?\n([\s\S]*?)^```$/gm;

/** The flows of a page: the first one under "Fails" and under "Mended"; a block with a path is a file beside them. */
export function exampleOf(page: string, id: string): RuleExample {
  const files = new Map<string, string>();
  const flows = new Map<string, string>();
  for (const section of page.split(/^(?=## )/m)) {
    const title = /^## (.*)$/m.exec(section)?.[1] ?? '';
    for (const [, path, text = ''] of section.matchAll(BLOCK)) {
      if (path !== undefined) files.set(path, text);
      else if (!flows.has(title)) flows.set(title, text);
    }
  }
  const [bad, good] = [flows.get('Fails'), flows.get('Mended')];
  if (bad === undefined || good === undefined)
    throw new TypeError(`${RULE_PAGES}/${id}.md needs a YAML block under "## Fails" and one under "## Mended"`);
  return { bad, good, files };
}

/** What flowrun says of a flow between its files, in a folder of its own. */
export async function problemsOf(flow: string, files: ReadonlyMap<string, string>): Promise<readonly Diagnostic[]> {
  const folder = await mkdtemp(join(tmpdir(), 'flowrun-rule-'));
  try {
    for (const [path, text] of [...files, [FLOW, flow] as const]) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    const project = await findProject(folder, folder);
    const { diagnostics } = await loadFlowFiles(FLOW, {
      cwd: folder,
      org: project.org,
      directory: folder,
      rules: project.config.rules,
    });
    return [...project.diagnostics, ...diagnostics];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function between(page: string, mark: string, content: string): string {
  const pattern = new RegExp(`(<!-- ${mark} -->\n)[\\s\\S]*?(<!-- /${mark} -->)`);
  if (!pattern.test(page)) throw new TypeError(`a page of ${RULE_PAGES} has no <!-- ${mark} --> … <!-- /${mark} -->`);
  return page.replace(pattern, (_all, open: string, close: string) => `${open}\n${content}\n\n${close}`);
}

/** One page with what is known filled in. */
export async function rulePage({ id, severity, fixed, doc }: Rule, page: string): Promise<string> {
  const { bad, files } = exampleOf(page, id);
  const said = formatDiagnostics(await problemsOf(bad, files), (file) => (file === FLOW ? bad : files.get(file)));
  const setting = fixed ? `Always an ${severity}: a flow with it cannot run.` : `Counts as: ${severity}.`;
  const known = between(page, 'rule', `${doc} ${setting}`);
  return between(known, 'said', `\`\`\`text\n${said.trimEnd()}\n\`\`\``);
}

/** Every page of the rules by its path: one a rule, and the index. */
export async function rulePages(root: string): Promise<ReadonlyMap<string, string>> {
  const pages = await Promise.all(
    RULES.map(async (rule): Promise<[string, string]> => {
      const path = `${RULE_PAGES}/${rule.id}.md`;
      return [path, await rulePage(rule, await readFile(join(root, path), 'utf8'))];
    }),
  );
  return new Map([[`${RULE_PAGES}/README.md`, indexPage()], ...pages]);
}

function indexPage(): string {
  const rows = RULES.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(
    ({ id, severity, fixed, doc }) =>
      `| [${id}](${id}.md) | ${severity}${fixed ? ', always' : ''} | ${doc.replaceAll('|', '\\|')} |`,
  );
  return `# Rules

What \`flowrun validate\` finds in a flow whose notation and shape are right. \`flowrun validate --rules\` lists the same.

A project says how much a rule counts in \`${CONFIG_FILE}\`, beside its \`org/\` folder: ${RULE_SETTINGS.map((one) => `\`${one}\``).join(', ')}.

\`\`\`yaml
# yaml-language-server: $schema=schemas/config.schema.json
rules:
  unused-resource: off
  missing-fault-path: error
\`\`\`

One place is left out by a comment on its line or above it, in metadata XML by an XML comment; words after \`--\` are the reason:

\`\`\`yaml
  # flowrun-ignore unreachable-element -- started by hand while debugging
  Show_State: { type: screen }
\`\`\`

Rules that are always errors find what the machine cannot run.

| rule | counts as | what it finds |
|---|---|---|
${rows.join('\n')}
`;
}
