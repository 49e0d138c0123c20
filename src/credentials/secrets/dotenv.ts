import { readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import { FlowrunError } from '../../errors.ts';
import { type SecretSource, secretVariable } from './secret-store.ts';

/** Secrets from a `.env` file (of an environment: `.env.production`), under the names of the environment; read once, at first use. A missing file is no error. */
export function dotenvSecrets(file: string, name = '.env'): SecretSource {
  let entries: Promise<Readonly<Record<string, string | undefined>>> | undefined;
  return {
    name,
    async get(key) {
      entries ??= read(file);
      return (await entries)[secretVariable(key)] || null;
    },
  };
}

async function read(file: string): Promise<Readonly<Record<string, string | undefined>>> {
  try {
    return parseEnv(await readFile(file, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw new FlowrunError('SECRET_STORE', `${file} cannot be read`, { help: 'check its permissions', cause: error });
  }
}
