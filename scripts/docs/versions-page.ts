import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BEHAVIOUR_SINCE } from '../../src/values/api-version.ts';

/** What depends on a flow's `apiVersion`: the table of the code with its comments. */
export async function versionsPage(root: string): Promise<string> {
  const source = await readFile(join(root, 'src/values/api-version.ts'), 'utf8');
  const rows = Object.entries(BEHAVIOUR_SINCE).map(([name, since]) => {
    const [, doc = ''] = new RegExp(`/\\*\\* ([^\\n]*) \\*/\\n\\s+${name}:`).exec(source) ?? [];
    if (doc === '') throw new TypeError(`${name} in api-version.ts needs a comment of one line`);
    return { since, doc };
  });
  const lines = rows
    .toSorted((a, b) => a.since - b.since)
    .map(({ since, doc }) => `| ${since} | ${doc.replaceAll('|', '\\|')} |`);
  return `# API versions\n\nA flow behaves as its \`apiVersion\` says. From the version on the left on:\n\n| version | what holds |\n|---|---|\n${lines.join('\n')}\n`;
}
