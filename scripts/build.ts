/**
 * Builds `dist/`: the command line and the two public entries with every dependency bundled (the published package has
 * none), split so that a command loads only what it needs; then the type declarations.
 *
 *   node scripts/build.ts [--out DIR] [--no-types] [--meta FILE]
 */
import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { build, type Plugin } from 'esbuild';

class BuildError extends Error {}

/** Puts lazy-string-width.ts in the place of string-width, and the real one behind it. */
const lazyStringWidth: Plugin = {
  name: 'lazy-string-width',
  setup({ onResolve, resolve: find }) {
    onResolve({ filter: /^string-width$/ }, ({ pluginData }) =>
      pluginData === 'real' ? undefined : { path: join(import.meta.dirname, 'lazy-string-width.ts') },
    );
    onResolve({ filter: /^string-width\?real$/ }, ({ kind, resolveDir }) =>
      find('string-width', { kind, resolveDir, pluginData: 'real' }),
    );
  },
};

/** Keeps yoga from fetching its own data: URL: fetch alone takes 40 ms to load, and decoding the text takes none. */
const yogaWithoutFetch: Plugin = {
  name: 'yoga-without-fetch',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]yoga-wasm-base64-esm\.js$/ }, async ({ path }) => ({
      contents: `const fetch = undefined;\n${await readFile(path, 'utf8')}`,
    }));
  },
};

const root = resolve(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: join(root, 'dist') },
    types: { type: 'boolean', default: true },
    meta: { type: 'string' },
  },
  allowNegative: true,
});
const out = resolve(values.out);
// Beside the old build, which stays when this one fails.
const fresh = `${out}.${process.pid}.new`;

try {
  await mkdir(fresh, { recursive: true });
  const parts = await Promise.allSettled([bundle(), values.types ? declarations() : undefined, templates()]);
  for (const part of parts) if (part.status === 'rejected') throw part.reason;
  await rm(out, { recursive: true, force: true });
  await rename(fresh, out);
} catch (failed) {
  process.stderr.write(`the build failed: ${failed instanceof Error ? failed.message : failed}\n`);
  process.exitCode = 1;
} finally {
  await rm(fresh, { recursive: true, force: true });
}

async function bundle(): Promise<void> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: {
      cli: 'src/cli/entry.ts',
      index: 'src/index.ts',
      'testing/index': 'src/testing/index.ts',
    },
    outdir: fresh,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22.12',
    // Names stay: stack traces are read by us. What costs parse time goes.
    minifyWhitespace: true,
    minifySyntax: true,
    // Licences stand in a file of their own, below.
    legalComments: 'none',
    chunkNames: 'chunks/[name]-[hash]',
    // The test runner and the keychain's native code are the user's own.
    external: ['vitest', '@napi-rs/keyring'],
    alias: {
      'react-devtools-core': join(import.meta.dirname, 'react-devtools-core.ts'),
      // The same library as ES modules: node is given CommonJS, which cannot be taken apart and loads slower.
      yaml: join(root, 'node_modules/yaml/browser/index.js'),
    },
    define: { 'process.env.DEV': '"false"', 'process.env.NODE_ENV': '"production"' },
    // Bundled CommonJS packages call require() for node's own modules.
    banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
    plugins: [lazyStringWidth, yogaWithoutFetch],
    metafile: true,
    logLevel: 'warning',
  });
  if (values.meta !== undefined) await writeFile(values.meta, JSON.stringify(metafile));
  await writeFile(join(fresh, 'THIRD-PARTY-LICENSES.txt'), await licences(Object.keys(metafile.inputs)));
}

/** The licences of every bundled package, as they ask to be passed on. */
async function licences(inputs: readonly string[]): Promise<string> {
  const folders = new Set(inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []));
  const parts = [...folders].sort().map(async (folder) => {
    const { name, version, license } = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'));
    const file = (await readdir(join(root, folder))).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file === undefined ? '' : `\n\n${(await readFile(join(root, folder, file), 'utf8')).trim()}`;
    return `${name} ${version} (${license})${text}`;
  });
  return `${(await Promise.all(parts)).join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

async function declarations(): Promise<void> {
  const tsc = createRequire(import.meta.url)
    .resolve('typescript/package.json')
    .replace(/package\.json$/, 'bin/tsc');
  const args = [tsc, '-p', join(root, 'tsconfig.build.json'), '--outDir', join(fresh, 'types')];
  await promisify(execFile)(process.execPath, args, { cwd: root }).catch((failed: { readonly stdout: string }) => {
    throw new BuildError(`types\n${failed.stdout}`);
  });
}

async function templates(): Promise<void> {
  await cp(join(root, 'src/cli/templates'), join(fresh, 'templates'), { recursive: true });
}
