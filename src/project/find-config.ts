import { access } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { CONFIG_FILE, EMPTY_CONFIG, type ProjectConfig, readConfig } from '../definition/read-config.ts';
import type { Diagnostic } from '../model/diagnostics.ts';
import { readDefinition } from './read-definition.ts';

export interface LoadedConfig {
  readonly config: ProjectConfig;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The settings that hold for a flow: the nearest `flowrun.config.yaml` upwards from where it stands.
 * @param from folder of the flow, absolute.
 * @param cwd folder that paths in messages start from.
 * @throws UnreadableFileError where the file is there and cannot be read.
 */
export async function findConfig(from: string, cwd: string): Promise<LoadedConfig> {
  const path = await configFileOf(from);
  if (path === null) return { config: EMPTY_CONFIG, diagnostics: [] };
  const shown = relative(cwd, path);
  const file = shown.startsWith('..') ? path : shown;
  const read = await readDefinition(file, cwd);
  return 'text' in read ? readConfig(read.text, file) : { config: EMPTY_CONFIG, diagnostics: [read.refused] };
}

async function configFileOf(from: string): Promise<string | null> {
  for (let at = resolve(from); ; ) {
    const candidate = join(at, CONFIG_FILE);
    const there = await access(candidate).then(
      () => true,
      () => false,
    );
    if (there) return candidate;
    const above = dirname(at);
    if (above === at) return null;
    at = above;
  }
}
