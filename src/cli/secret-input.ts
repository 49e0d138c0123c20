import { FlowrunError, UsageError } from '../errors.ts';
import type { CliInput, CliIo } from './io.ts';

/** Longer input is no secret but a wrong pipe. */
const MAX_LENGTH = 65_536;

const PEM = /^\s*-----BEGIN [A-Z ]+-----\r?\n[\s\S]*\n-----END [A-Z ]+-----\s*$/;

const CTRL_C = '\u0003';
const CTRL_D = '\u0004';
const CTRL_U = '\u0015';
const BACKSPACE = ['\u007f', '\b'];
const ENTER = ['\r', '\n'];
/** What terminals wrap a paste in, and other escape sequences (arrows). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
const ESCAPES = /\u001b(?:\[[0-9;]*[A-Za-z~]|O[A-Z]|.)/g;

/**
 * Reads a secret: typed behind a prompt that shows nothing, or piped in (one trailing line end is not part of it). Only a key in
 * PEM has several lines.
 * @param label what is asked for: `Target_Org Integration clientSecret`.
 * @throws UsageError where nothing comes in. FlowrunError `CANCELLED` for Ctrl-C.
 */
export async function readSecret(label: string, io: CliIo): Promise<string> {
  const secret = io.stdin.isTTY ? await promptHidden(label, io) : (await readAll(io.stdin)).replace(/\r?\n$/, '');
  if (secret === '') throw new UsageError(`no value for ${label}`, 'type it at the prompt, or pipe it in');
  // Keys and certificates in PEM have lines; anything else of several lines is the wrong file.
  if (/[\r\n]/.test(secret) && !PEM.test(secret))
    throw new UsageError(`the value for ${label} has several lines`, 'pipe in the value alone');
  return secret;
}

async function readAll(stdin: CliInput): Promise<string> {
  let text = '';
  for await (const chunk of stdin) {
    text += String(chunk);
    if (text.length > MAX_LENGTH) throw new UsageError(`more than ${MAX_LENGTH} characters were piped in`);
  }
  return text;
}

/** Reads one line in raw mode, so that the terminal shows nothing of it. The prompt goes to stderr. */
async function promptHidden(label: string, io: CliIo): Promise<string> {
  const { stdin, stderr, signal } = io;
  const typed = Promise.withResolvers<string>();
  const cancel = () => typed.reject(new FlowrunError('CANCELLED', 'Cancelled: nothing was stored.'));
  let line = '';
  const onData = (chunk: Buffer | string) => {
    for (const key of String(chunk).replace(ESCAPES, '')) {
      if (ENTER.includes(key) || key === CTRL_D) return typed.resolve(line);
      if (key === CTRL_C) return cancel();
      if (key === CTRL_U) line = '';
      else if (BACKSPACE.includes(key)) line = [...line].slice(0, -1).join('');
      else if (key >= ' ') line += key;
    }
  };
  const onEnd = () => typed.resolve(line);
  stderr.write(`${label} (not shown): `);
  stdin.setRawMode?.(true);
  stdin.on('data', onData).once('end', onEnd).resume();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await typed.promise;
  } finally {
    stdin.off('data', onData).off('end', onEnd).pause();
    stdin.setRawMode?.(false);
    signal.removeEventListener('abort', cancel);
    stderr.write('\n');
  }
}
