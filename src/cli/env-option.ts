import type { OptionSpec } from './command.ts';

/** `--env`: the same flow against other addresses, with other secrets. */
export const ENV_OPTION = {
  type: 'string',
  value: 'NAME',
  summary: 'the environment: URLs of org/environments/NAME.yaml, and its own secrets',
} as const satisfies OptionSpec;
