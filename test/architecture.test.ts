import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = resolve(import.meta.dirname, '../src');

/** What each folder of `src/` may import of the others; a folder may always import itself. `*` = all. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  model: [],
  'errors.ts': ['model'],
  'version.ts': [],
  values: ['model', 'errors.ts'],
  formula: ['model', 'errors.ts', 'values'],
  forms: ['model'],
  screens: ['model', 'errors.ts', 'values', 'formula', 'forms'],
  elements: ['model', 'errors.ts', 'values', 'formula', 'forms', 'screens'],
  openapi: ['model', 'errors.ts', 'values'],
  definition: ['model', 'errors.ts', 'values', 'formula', 'forms', 'elements', 'screens', 'openapi'],
  interview: ['model', 'errors.ts', 'values', 'formula', 'screens', 'elements'],
  metadata: ['model', 'errors.ts', 'values', 'forms', 'openapi'],
  compare: ['model', 'metadata'],
  migrate: ['model', 'formula', 'metadata'],
  http: ['model', 'errors.ts'],
  credentials: ['model', 'errors.ts', 'formula', 'http', 'values'],
  callouts: ['model', 'errors.ts', 'values', 'formula', 'http', 'credentials'],
  records: ['model', 'errors.ts', 'values', 'formula'],
  org: ['model', 'errors.ts', 'records', 'credentials'],
  effects: ['model', 'errors.ts', 'values', 'formula', 'interview', 'callouts', 'credentials', 'records'],
  'hosts/terminal': ['model', 'errors.ts', 'values', 'interview', 'screens', 'effects'],
  'hosts/headless': ['model', 'errors.ts', 'values', 'interview', 'screens', 'effects'],
  project: [
    'model',
    'errors.ts',
    'values',
    'openapi',
    'definition',
    'metadata',
    'interview',
    'http',
    'credentials',
    'callouts',
    'records',
    'org',
    'effects',
  ],
  testing: [
    'model',
    'errors.ts',
    'values',
    'records',
    'project',
    'definition',
    'interview',
    'effects',
    'hosts/headless',
  ],
  cli: ['*'],
  'index.ts': ['*'],
};
/** What even `*` leaves out. */
const NEVER: Readonly<Record<string, readonly string[]>> = { 'index.ts': ['cli', 'hosts/terminal', 'hosts/web'] };

/** Folders that do no I/O: no module of node's. */
const CORE = ['model', 'errors.ts', 'values', 'formula', 'forms', 'screens', 'elements', 'interview'];

/** Packages that belong to one room only. */
const ONLY_IN: Readonly<Record<string, readonly string[]>> = {
  got: ['http'],
  ink: ['hosts/terminal'],
  react: ['hosts/terminal'],
  'node:sqlite': ['records'],
  kysely: ['records'],
  yaml: ['definition'],
  '@rgrove/parse-xml': ['metadata'],
  'decimal.js': ['values'],
};

interface SourceFile {
  /** Below `src/`, with slashes. */
  readonly path: string;
  readonly folder: string;
  readonly code: string;
  readonly text: string;
  readonly imports: readonly Import[];
}
interface Import {
  readonly specifier: string;
  /** Below `src/`; undefined for a package. */
  readonly target: string | undefined;
  readonly typeOnly: boolean;
}

const files = readdirSync(SRC, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.parentPath.endsWith('generated'))
  .map((entry) => sourceFile(join(entry.parentPath, entry.name)));
const byPath = new Map(files.map((file) => [file.path, file]));

function sourceFile(absolute: string): SourceFile {
  const path = relative(SRC, absolute).split(sep).join('/');
  const text = readFileSync(absolute, 'utf8');
  const code = withoutComments(text);
  return { path, folder: folderOf(path), code, text, imports: importsOf(code, absolute) };
}

function folderOf(path: string): string {
  const [first = '', second = ''] = path.split('/');
  return first === 'hosts' ? `hosts/${second}` : first;
}

/** Blanks comments; strings that hold `//` (URLs) stay. */
function withoutComments(text: string): string {
  return text.replace(
    /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g,
    (_, string: string | undefined) => string ?? '',
  );
}

function importsOf(code: string, from: string): Import[] {
  const statement =
    /\b(?:import|export)\s+(type\s+)?(?:[\w*{][^;'"]*?\s+from\s+)?'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/g;
  return [...code.matchAll(statement)].map(([, type, fixed, dynamic]) => {
    const specifier = fixed ?? dynamic ?? '';
    const target = specifier.startsWith('.')
      ? relative(SRC, resolve(dirname(from), specifier))
          .split(sep)
          .join('/')
      : undefined;
    return { specifier, target, typeOnly: type !== undefined };
  });
}

function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

describe('imports', () => {
  it('are found at all', () => {
    const main = byPath.get('cli/main.ts');
    expect(main?.imports.map((i) => i.specifier)).toEqual(
      expect.arrayContaining(['node:fs/promises', '../errors.ts', './report-error.ts']),
    );
    expect(main?.imports.find((i) => i.specifier === './command.ts')?.typeOnly).toBe(true);
    expect(main?.imports.find((i) => i.specifier === './report-error.ts')?.target).toBe('cli/report-error.ts');
  });

  it('every folder of src is in the table', () => {
    expect([...new Set(files.map((file) => file.folder))].filter((folder) => !(folder in MAY_IMPORT))).toEqual([]);
  });

  it.each(Object.keys(MAY_IMPORT))('%s imports only what the design allows', (folder) => {
    const allowed = MAY_IMPORT[folder] ?? [];
    const forbidden = files
      .filter((file) => file.folder === folder)
      .flatMap((file) => file.imports.map((i) => ({ from: file.path, to: i.target })))
      .filter(({ to }) => {
        if (to === undefined) return false;
        const target = folderOf(to);
        if (target === folder) return false;
        return NEVER[folder]?.includes(target) || !(allowed.includes('*') || allowed.includes(target));
      })
      .map(({ from, to }) => `${from} -> ${to}`);
    expect(forbidden).toEqual([]);
  });

  it.each(CORE)('%s does no I/O', (folder) => {
    const outside = files
      .filter((file) => file.folder === folder)
      .flatMap((file) =>
        file.imports.filter((i) => i.specifier.startsWith('node:')).map((i) => `${file.path}: ${i.specifier}`),
      );
    expect(outside).toEqual([]);
  });

  it.each(Object.keys(ONLY_IN))('%s stays in its room', (name) => {
    const elsewhere = files
      .filter((file) => !ONLY_IN[name]?.includes(file.folder))
      .filter((file) => file.imports.some((i) => packageOf(i.specifier) === name))
      .map((file) => file.path);
    expect(elsewhere).toEqual([]);
  });

  it('name files that exist', () => {
    const missing = files
      .flatMap((file) => file.imports.map((i) => ({ from: file.path, to: i.target })))
      .filter(({ to }) => to !== undefined && /\.tsx?$/.test(to) && !to.includes('/generated/') && !byPath.has(to))
      .map(({ from, to }) => `${from} -> ${to}`);
    expect(missing).toEqual([]);
  });

  it('go round in no circle', () => {
    expect(findCircle()).toBeUndefined();
  });
});

/** The first circle of run-time imports at load time (type-only ones are erased, `import()` comes later). */
function findCircle(): readonly string[] | undefined {
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): readonly string[] | undefined => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return undefined;
    for (const target of loadTimeImports(path)) {
      const circle = visit(target, [...trail, path]);
      if (circle !== undefined) return circle;
    }
    done.add(path);
    return undefined;
  };
  for (const file of files) {
    const circle = visit(file.path, []);
    if (circle !== undefined) return circle;
  }
  return undefined;
}

function loadTimeImports(path: string): string[] {
  const file = byPath.get(path);
  if (file === undefined) return [];
  return file.imports.flatMap((i) => {
    const dynamic = file.code.includes(`import('${i.specifier}')`);
    return i.target === undefined || i.typeOnly || dynamic ? [] : [i.target];
  });
}

function baseName(path: string): string {
  return path.replace(/^.*\//, '').replace(/\.tsx?$/, '');
}

/** Registries: every kind has a file of its own in the folder, named after it, and no file of a kind is forgotten. */
const REGISTRIES: Readonly<Record<string, () => Promise<Readonly<Record<string, unknown>>>>> = {
  elements: async () => (await import('../src/elements/index.ts')).ELEMENTS,
  'screens/fields': async () => (await import('../src/screens/index.ts')).FIELDS,
  'forms/elements': async () => (await import('../src/forms/elements/index.ts')).ELEMENT_FORMS,
  'forms/fields': async () => (await import('../src/forms/fields/index.ts')).FIELD_FORMS,
  'definition/rules': async () =>
    Object.fromEntries((await import('../src/definition/rules/index.ts')).RULES.map((rule) => [rule.id, rule])),
  'credentials/protocols': async () => (await import('../src/credentials/protocols/index.ts')).PROTOCOL_DEFINITIONS,
  'testing/expectations': async () => (await import('../src/testing/expectations/index.ts')).EXPECTATIONS,
  'testing/reporters': async () => (await import('../src/testing/reporters/index.ts')).REPORTERS,
  'hosts/terminal/controls': async () => (await import('../src/hosts/terminal/controls/index.ts')).CONTROLS,
};

describe('registries', () => {
  describe.each(Object.keys(REGISTRIES))('%s', (folder) => {
    const load = async () => {
      const registry = (await REGISTRIES[folder]?.()) ?? {};
      const own = files.filter((file) => dirname(file.path) === folder && baseName(file.path) !== 'index');
      const modules: readonly (readonly [string, readonly unknown[]])[] = await Promise.all(
        own.map(async (file) => {
          const module: Readonly<Record<string, unknown>> = await import(join(SRC, file.path));
          return [baseName(file.path), Object.values(module)] as const;
        }),
      );
      return { registry, modules };
    };

    it('has a file for every kind', async () => {
      const { registry, modules } = await load();
      expect(Object.keys(registry).length).toBeGreaterThan(0);
      for (const [name, kind] of Object.entries(registry)) {
        const file = modules.find(([, exported]) => exported.includes(kind))?.[0];
        const [kindName, fileName] = [words(name), words(file ?? 'no file')];
        expect(kindName.endsWith(fileName) || fileName.endsWith(kindName), `${name} is in ${file ?? 'no file'}`).toBe(
          true,
        );
      }
    });

    it('forgets no file', async () => {
      const { registry, modules } = await load();
      const kinds = Object.values(registry);
      const looksLikeOne = (value: unknown) => isObject(value) && sharedKeys(kinds).every((key) => key in value);
      const forgotten = modules.filter(([, exported]) =>
        exported.some((value) => looksLikeOne(value) && !kinds.includes(value)),
      );
      expect(forgotten.map(([file]) => file)).toEqual([]);
    });

    it('has no kind that imports another', () => {
      const kinds = new Set(
        files.filter((file) => dirname(file.path) === folder && isKind(file)).map((file) => file.path),
      );
      const crossing = files
        .filter((file) => kinds.has(file.path))
        .flatMap((file) => file.imports.map((i) => `${file.path} -> ${i.target}`))
        .filter((line) => kinds.has(line.split(' -> ')[1] ?? ''));
      expect(crossing).toEqual([]);
    });

    /** Named by the registry's own import. */
    function isKind(file: SourceFile): boolean {
      const index = byPath.get(`${folder}/index.ts`) ?? byPath.get(`${dirname(folder)}/index.ts`);
      return index?.imports.some((i) => i.target === file.path && !i.typeOnly) === true;
    }
  });

  it('src/cli/commands holds the commands of the table', async () => {
    const { COMMANDS } = await import('../src/cli/command-table.ts');
    const listed = files.filter((file) => dirname(file.path) === 'cli/commands').map((file) => baseName(file.path));
    expect(listed.sort()).toEqual(Object.keys(COMMANDS).sort());
  });
});

/** Letters only, so that `multiSelectPicklist` and `multi-select-picklist` are the same. */
function words(name: string): string {
  return name.toLowerCase().replace(/ with |[^a-z]/g, '');
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** What all kinds of a registry have. */
function sharedKeys(kinds: readonly unknown[]): readonly string[] {
  const [first, ...others] = kinds.filter(isObject);
  return Object.keys(first ?? {}).filter((key) => others.every((kind) => key in kind));
}

describe('style', () => {
  it('files and folders are kebab-case', () => {
    const odd = files
      .map((file) => file.path)
      .filter((path) => !/^(?:[a-z0-9]+(?:-[a-z0-9]+)*\/)*[a-z0-9]+(?:-[a-z0-9]+)*\.tsx?$/.test(path));
    expect(odd).toEqual([]);
  });

  it.each([
    ['no any', /\bas any\b|: any\b|<any>|\bany\[\]/],
    ['no bare Error', /\bnew Error\(/],
    ['no default export', /\bexport default\b/],
    ['no ts-ignore', /@ts-(?:ignore|nocheck)/],
    ['no skipped work', /\b(?:TODO|FIXME|XXX)\b/],
  ])('%s', (_, pattern) => {
    const found = files.flatMap((file) => {
      const source = String(pattern).includes('ts-') || String(pattern).includes('TODO') ? file.text : file.code;
      return source
        .split('\n')
        .flatMap((line, i) => (pattern.test(line) ? [`${file.path}:${i + 1}: ${line.trim().slice(0, 120)}`] : []));
    });
    expect(found).toEqual([]);
  });

  it('files stay short: none above 500 lines, few above 300', () => {
    const long = files.map((file) => ({ path: file.path, lines: file.text.split('\n').length }));
    expect(long.filter((file) => file.lines > 500)).toEqual([]);
    expect(long.filter((file) => file.lines > 300).length).toBeLessThanOrEqual(Math.ceil(files.length / 20));
  });
});

/** Functions, classes and constants that an entry of the package exports, with the folder they come from. */
function publicNames(entry: string): { readonly name: string; readonly folder: string }[] {
  const file = byPath.get(entry);
  const statements = [...(file?.code ?? '').matchAll(/export \{([^}]*)\} from '([^']+)'/g)];
  return statements.flatMap(([, names = '', specifier = '']) => {
    const target = file?.imports.find((i) => i.specifier === specifier)?.target ?? '';
    return names
      .split(',')
      .map((name) => name.replace(/\bas\b.*$/, '').trim())
      .filter((name) => name !== '' && !name.startsWith('type '))
      .map((name) => ({ name, folder: folderOf(target) }));
  });
}

describe('documentation', () => {
  it.each(['index.ts', 'testing/index.ts'])('everything that %s exports says what it does', (entry) => {
    const names = publicNames(entry);
    expect(names.length).toBeGreaterThan(4);
    const silent = names.filter(({ name, folder }) => {
      // A type guard's name and signature say it all.
      const declaration = new RegExp(`^export (?:async )?(?:function|class|const) ${name}\\b(?!.*: \\w+ is )`);
      return files
        .filter((file) => file.folder === folder)
        .some((file) => {
          const lines = file.text.split('\n');
          const at = lines.findIndex((line) => declaration.test(line));
          return at >= 0 && !/\*\/\s*$/.test(lines[at - 1] ?? '');
        });
    });
    expect(silent.map(({ folder, name }) => `${folder}: ${name}`)).toEqual([]);
  });
});
