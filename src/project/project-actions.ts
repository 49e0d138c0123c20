import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type ActionFunction, actionFileName } from '../effects/index.ts';
import { UsageError } from '../errors.ts';
import { declaredAction } from './declared-action.ts';

/** Endings of declarations. */
const DECLARED = ['.yaml', '.yml', '.json'] as const;
/** Endings that node runs as they are. */
const ENDINGS = ['.js', '.mjs', '.ts'] as const;

/**
 * Loads the actions that a project implements itself: `actions/<Name>.js` (see `actionFileName`) beside `org/`, whose default export is called
 * with the inputs, or `actions/<Name>.yaml`, which declares them.
 * @returns a loader; null for an action without a file.
 */
export function projectActions(directory: string): (name: string) => Promise<ActionFunction | null> {
  const loaded = new Map<string, Promise<ActionFunction | null>>();
  return (name) => {
    let action = loaded.get(name);
    if (action === undefined) {
      action = loadAction(directory, name);
      loaded.set(name, action);
    }
    return action;
  };
}

async function loadAction(directory: string, name: string): Promise<ActionFunction | null> {
  const file = await actionFile(directory, name);
  if (file === null) return null;
  if (DECLARED.some((ending) => file.endsWith(ending))) return declaredAction(file, name);
  const module: { readonly default?: unknown } = await import(pathToFileURL(file).href);
  if (typeof module.default === 'function') return module.default as ActionFunction;
  throw new UsageError(
    `${file} exports no action`,
    'its default export has to be a function of the inputs that gives the outputs',
  );
}

/**
 * The file of an action in a project's folder.
 * @returns its path; null where there is none.
 */
export async function actionFile(directory: string, name: string): Promise<string | null> {
  for (const ending of [...ENDINGS, ...DECLARED]) {
    const file = join(directory, 'actions', `${actionFileName(name)}${ending}`);
    if (await exists(file)) return file;
  }
  return null;
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
