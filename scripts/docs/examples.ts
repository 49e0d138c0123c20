import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The example flows by the name of their file, and which of them have tests. */
export interface Examples {
  readonly flows: ReadonlyMap<string, string>;
  readonly tests: ReadonlySet<string>;
}

export async function readExamples(root: string): Promise<Examples> {
  const names = (await readdir(join(root, 'flows'))).toSorted();
  const tests = new Set(names.filter((name) => name.endsWith('.test.yaml')));
  const flows = names.filter((name) => /^[^.]+\.yaml$/.test(name));
  const texts = await Promise.all(
    flows.map(async (name): Promise<[string, string]> => [name, await readFile(join(root, 'flows', name), 'utf8')]),
  );
  return { flows: new Map(texts), tests };
}

/** A construct of a kind as an example flow writes it. */
export interface Snippet {
  readonly file: string;
  readonly test: string | null;
  readonly text: string;
}

/** The shortest flow's construct with this `type:`, in flows with a test first. */
export function snippetOf({ flows, tests }: Examples, type: string): Snippet | null {
  const found = [...flows].flatMap(([file, text]): readonly Snippet[] => {
    const test = file.replace('.yaml', '.test.yaml');
    const snippet = constructIn(text, type);
    return snippet === null ? [] : [{ file, test: tests.has(test) ? test : null, text: snippet }];
  });
  const [best] = found.toSorted(
    (a, b) => Number(a.test === null) - Number(b.test === null) || a.text.length - b.text.length,
  );
  return best ?? null;
}

/** The lines of the first construct of the kind: one line, or those that stand below its name. */
function constructIn(text: string, type: string): string | null {
  const lines = text.split('\n');
  const inline = lines.find((line) => new RegExp(`^\\s+'?[\\w.]+'?:\\s*\\{ type: ${type}\\b.*\\}$`).test(line));
  const at = lines.findIndex((line) => new RegExp(`^\\s+type: ${type}\\s*$`).test(line));
  if (at < 1) return inline === undefined ? null : inline.trim();
  const indent = indentOf(lines[at - 1] ?? '');
  const rest = lines.slice(at);
  const end = rest.findIndex((line) => line.trim() !== '' && indentOf(line) <= indent);
  const block = [lines[at - 1] ?? '', ...(end < 0 ? rest : rest.slice(0, end))];
  return block
    .map((line) => line.slice(indent))
    .join('\n')
    .trimEnd();
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** The snippet as Markdown. */
export function exampleMarkdown(snippet: Snippet | null, up: string): string {
  if (snippet === null) return '';
  const { file, test, text } = snippet;
  const tested = test === null ? '' : `, tested by [${test}](${up}flows/${test})`;
  return `\n## Example\n\nFrom [${file}](${up}flows/${file})${tested}:\n\n\`\`\`yaml\n${text}\n\`\`\`\n`;
}
