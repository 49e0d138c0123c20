import { type SecretSource, secretVariable } from './secret-store.ts';

/** Secrets from environment variables; an empty one counts as not set. */
export function environmentSecrets(env: Readonly<Record<string, string | undefined>>): SecretSource {
  return {
    name: 'environment',
    get: async (key) => env[secretVariable(key)] || null,
  };
}
