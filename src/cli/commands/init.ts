import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../../errors.ts';
import { version } from '../../version.ts';
import { defineCommand } from '../command.ts';
import { painter, printJson, printLine } from '../io.ts';

/** Beside `commands/` in the source, beside `chunks/` in the build. */
const TEMPLATES = fileURLToPath(new URL('../templates', import.meta.url));

/** A project that is there already keeps its manifest. */
const KEPT = 'package.json';

export const command = defineCommand({
  usage: ['init [FOLDER]'],
  description: 'Creates a flow, its test, the org it needs, editor settings and a CI file. Never overwrites a file.',
  options: {},
  positionals: { min: 0, max: 1 },
  examples: [
    { line: 'flowrun init my-flows', does: 'a new project in ./my-flows' },
    { line: 'flowrun init', does: 'in the current folder' },
  ],
  async run({ positionals: [folder = '.'], json }, io) {
    const target = resolve(io.cwd, folder);
    if (await isFile(target)) throw new UsageError(`${folder} is a file`, 'name a folder');
    const files = await templateFiles(await dependency(target));
    const taken = await namesTaken(
      target,
      files.map((file) => file.path),
    );
    const inTheWay = taken.filter((path) => path !== KEPT);
    if (inTheWay.length > 0) {
      throw new UsageError(
        `${folder} already has ${inTheWay.join(', ')}: nothing was written`,
        'name a new folder: flowrun init my-flows',
      );
    }
    const created = files.filter((file) => !taken.includes(file.path));
    for (const { path, text } of created) {
      await mkdir(dirname(join(target, path)), { recursive: true });
      await writeFile(join(target, path), text, { flag: 'wx' });
    }
    if (json) printJson(io, { directory: target, created: created.map((file) => file.path) });
    else {
      const paint = painter(io.color);
      for (const { path } of created) printLine(io, `${paint('green', 'created')} ${join(folder, path)}`);
      printLine(io, '');
      printLine(io, 'Next:');
      if (target !== io.cwd) printLine(io, `  cd ${folder}`);
      printLine(io, '  npm install');
      printLine(io, '  npx flowrun test');
      printLine(io, '  npx flowrun flows/create-lead.yaml');
    }
    return 0;
  },
});

interface TemplateFile {
  /** Below the new project, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** The files to write, their names and placeholders as they have to be in the project. */
async function templateFiles(flowrun: string): Promise<readonly TemplateFile[]> {
  const entries = await readdir(TEMPLATES, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    files.sort().map(async (file) => {
      // npm leaves .gitignore out of packages: dot files are kept with an underscore.
      const path = relative(TEMPLATES, file)
        .split(sep)
        .join('/')
        .replace(/(^|\/)_/g, '$1.');
      return { path, text: filled(await readFile(file, 'utf8'), path, flowrun) };
    }),
  );
}

/**
 * How the new project depends on flowrun: by version, or, made from a clone, by the clone's folder: what stands there may
 * be in no registry.
 */
async function dependency(target: string): Promise<string> {
  let root = dirname(TEMPLATES);
  while (!(await isFile(join(root, 'package.json'))) && dirname(root) !== root) root = dirname(root);
  if (root.split(sep).includes('node_modules')) return `^${version}`;
  return `file:${relative(target, root).split(sep).join('/')}`;
}

function filled(text: string, path: string, flowrun: string): string {
  const up = '../'.repeat(path.split('/').length - 1);
  return text.replaceAll('{{schemas}}', `${up}node_modules/flowrun/schemas`).replaceAll('{{flowrun}}', flowrun);
}

async function namesTaken(target: string, paths: readonly string[]): Promise<readonly string[]> {
  const present = await Promise.all(paths.map((path) => isThere(join(target, path))));
  return paths.filter((_, i) => present[i]);
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
