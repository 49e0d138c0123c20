import { certificateKeyOf } from '../../credentials/certificates.ts';
import { secretKeyOf } from '../../credentials/parameters.ts';
import { protocolOf } from '../../credentials/protocols/index.ts';
import { openSecretStore, type SecretKey, type SecretStore, secretVariable } from '../../credentials/secrets/index.ts';
import { UsageError } from '../../errors.ts';
import type { ExternalCredential, Principal } from '../../model/credentials.ts';
import type { OrgDefinition } from '../../model/org.ts';
import { embeddedAppSecrets } from '../../project/embedded-secrets.ts';
import { openProject } from '../../project/index.ts';
import { nearest } from '../../values/nearest.ts';
import { defineCommand } from '../command.ts';
import { ENV_OPTION } from '../env-option.ts';
import type { ExitCode } from '../exit-codes.ts';
import { type CliIo, painter, printJson, printLine } from '../io.ts';
import { readSecret } from '../secret-input.ts';

interface Task {
  /** Words behind the action. */
  readonly words: readonly string[];
  readonly json: boolean;
  readonly org: OrgDefinition;
  readonly secrets: SecretStore;
  /** Folder of the project. */
  readonly directory: string;
  readonly options: {
    readonly principal: string | undefined;
    readonly as: string | undefined;
    readonly 'no-browser': boolean;
    readonly keychain: boolean;
    readonly timeout: string | undefined;
  };
}

const ACTIONS: Readonly<Record<string, (task: Task, io: CliIo) => Promise<ExitCode>>> = {
  set,
  list,
  remove,
  login,
  logout,
};

export const command = defineCommand({
  usage: [
    'credential set CREDENTIAL [PRINCIPAL] [PARAMETER]',
    'credential list',
    'credential remove CREDENTIAL [PRINCIPAL] PARAMETER',
    'credential login CREDENTIAL [options]',
    'credential logout CREDENTIAL [options]',
  ],
  description: [
    'CREDENTIAL is an external credential of the org folder. PRINCIPAL may be left out where there is only',
    'one; set without PARAMETER asks for all of them. A value is typed at a prompt that does not show it, or',
    'piped in: never an argument, which other users of the machine and the history of the shell would see.',
    'set and remove also take a certificate of the org folder, which has a private key in PEM.',
    '',
    'login is for credentials with variant: Browser Flow. It shows the address where you log in and opens a browser;',
    'the refresh token it gets is kept encrypted, and callouts use it from then on. logout forgets it and tells the server.',
  ].join('\n'),
  options: {
    principal: { type: 'string', value: 'NAME', summary: 'login, logout: the principal, where there are several' },
    as: { type: 'string', value: 'USER', summary: 'login, logout: whose login it is, where the principal is per user' },
    env: ENV_OPTION,
    keychain: { type: 'boolean', summary: 'set: keep the value in the keychain of the operating system' },
    'no-browser': { type: 'boolean', summary: 'login: show the address only' },
    timeout: { type: 'string', value: 'SECONDS', summary: 'login: how long to wait for you; 300 unless given' },
  },
  positionals: { min: 1, max: 5 },
  examples: [
    { line: 'flowrun credential set Target_Org', does: 'asks for every parameter of its principal' },
    { line: 'pass show target-org | flowrun credential set Target_Org clientSecret', does: 'takes one from a pipe' },
    { line: 'flowrun credential set Client_2026 < key.pem', does: 'the private key of a certificate' },
    { line: 'flowrun credential login Crm --no-browser', does: 'shows where to log in, and waits for it' },
    { line: 'flowrun credential list', does: 'what is set and where; never a value' },
  ],
  async run(args, io) {
    const [action = '', ...words] = args.positionals;
    const act = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
    if (act === undefined) {
      const near = nearest(action, Object.keys(ACTIONS));
      throw new UsageError(
        `credential has no action "${action}"`,
        near ? `did you mean credential ${near}?` : `actions: ${Object.keys(ACTIONS).join(', ')}`,
      );
    }
    const { org, directory } = await openProject(io.cwd, args.options.env ?? null);
    const secrets = openSecretStore({
      directory,
      env: io.env,
      environment: org.environment,
      fallback: embeddedAppSecrets(org),
    });
    return act({ words, json: args.json, org, directory, secrets, options: args.options }, io);
  },
});

async function set({ words, json, org, secrets, options }: Task, io: CliIo): Promise<ExitCode> {
  const keys = keysMeant(org, words);
  if (keys.length > 1 && !io.stdin.isTTY) {
    const names = keys.map((key) => key.parameter).join(', ');
    throw new UsageError('several values cannot come from one pipe', `name one parameter: ${names}`);
  }
  for (const key of keys) {
    const store = await secrets.set(key, await readSecret(nameOf(key), io), options.keychain ? 'keychain' : undefined);
    // The environment is asked first: a value set here would never be seen.
    const overridden = io.env[secretVariable(key)] ? secretVariable(key) : undefined;
    if (json) printJson(io, { set: key, store, ...(overridden === undefined ? {} : { overriddenBy: overridden }) });
    else
      printLine(
        io,
        `${nameOf(key)} is set (${store})${overridden ? `, but ${overridden} of the environment comes first` : ''}`,
      );
  }
  return 0;
}

async function list({ words, json, org, secrets }: Task, io: CliIo): Promise<ExitCode> {
  if (words.length > 0) throw new UsageError(`unexpected argument "${words[0]}"`, 'usage: flowrun credential list');
  const declared = allKeys(org);
  const known = new Set(declared.map((key) => nameOf(key).toLowerCase()));
  const orphans = (await secrets.list()).filter((key) => !known.has(nameOf(key).toLowerCase()));
  const rows = [
    ...(await Promise.all(declared.map(async (key) => ({ ...key, store: (await secrets.get(key))?.store ?? null })))),
    ...orphans.map((key) => ({ ...key, unused: true })),
  ];
  if (json) printJson(io, { credentials: rows });
  else if (rows.length === 0) printLine(io, 'no external credential of this project has parameters');
  else {
    const paint = painter(io.color);
    const width = Math.max(...rows.map((row) => nameOf(row).length));
    for (const row of rows) {
      const state = row.store === null ? paint('yellow', 'not set') : paint('green', `set (${row.store})`);
      printLine(
        io,
        `${nameOf(row).padEnd(width)}  ${state}${'unused' in row ? ', not declared by any principal' : ''}`,
      );
    }
  }
  return 0;
}

async function remove({ words, json, org, secrets }: Task, io: CliIo): Promise<ExitCode> {
  const [key, ...others] = words.length === 3 ? [literalKey(words)] : keysMeant(org, words);
  if (key === undefined || others.length > 0)
    throw new UsageError('which parameter is to be removed?', 'see `flowrun credential list`');
  const removed = await secrets.remove(key);
  if (!removed) {
    const found = await secrets.get(key);
    const elsewhere = found === null ? 'it is not set' : `it comes from ${found.store}, which flowrun does not change`;
    throw new UsageError(`${nameOf(key)} is not in the keychain or the encrypted file`, elsewhere);
  }
  if (json) printJson(io, { removed: key });
  else printLine(io, `${nameOf(key)} is removed`);
  return 0;
}

async function login(task: Task, io: CliIo): Promise<ExitCode> {
  const { org, directory, json, options } = task;
  const seconds = options.timeout === undefined ? undefined : Number(options.timeout);
  if (seconds !== undefined && !(seconds > 0 && seconds <= 3600)) {
    throw new UsageError(`--timeout ${options.timeout} is no number of seconds`, 'write 1 to 3600');
  }
  const { logIn } = await import('../credential-login.ts');
  return logIn(
    {
      ...principalMeant(task),
      org,
      directory,
      json,
      as: options.as ?? null,
      openBrowser: !options['no-browser'],
      ...(seconds === undefined ? {} : { timeout: seconds * 1000 }),
    },
    io,
  );
}

async function logout(task: Task, io: CliIo): Promise<ExitCode> {
  const { logOut } = await import('../credential-login.ts');
  const { org, directory, json, options } = task;
  return logOut({ ...principalMeant(task), org, directory, json, as: options.as ?? null }, io);
}

/** The principal that `login CREDENTIAL --principal NAME` means. */
function principalMeant({ org, words, options }: Task): { credential: ExternalCredential; principal: Principal } {
  const [name, ...others] = words;
  if (name === undefined || others.length > 0) {
    throw new UsageError('which external credential?', among(org.externalCredentials.map((c) => c.name)));
  }
  const credential = pick('external credential', name, org.externalCredentials, (one) => one.name);
  const [only, another] = credential.principals;
  if (options.principal !== undefined) {
    return { credential, principal: pick('principal', options.principal, credential.principals, (one) => one.name) };
  }
  if (only === undefined || another !== undefined) {
    throw new UsageError(
      `which principal of ${credential.name}?`,
      `name it with --principal; ${among(credential.principals.map((one) => one.name))}`,
    );
  }
  return { credential, principal: only };
}

/** The three names as they stand: what is stored may be declared no more. */
function literalKey([externalCredential = '', principal = '', parameter = '']: readonly string[]): SecretKey {
  return { externalCredential, principal, parameter };
}

/** The secrets that `CREDENTIAL [PRINCIPAL] [PARAMETER]` means, spelled as they are declared. */
function keysMeant(org: OrgDefinition, [name, ...rest]: readonly string[]): readonly SecretKey[] {
  if (name === undefined)
    throw new UsageError('which external credential?', among(org.externalCredentials.map((c) => c.name)));
  const certificate = certificateMeant(org, name, rest);
  if (certificate !== undefined) return [certificate];
  const credential = pick('external credential', name, org.externalCredentials, (c) => c.name);
  const principals = credential.principals.filter((p) => parametersOf(credential, p).length > 0);
  const [only] = principals;
  if (only === undefined) throw new UsageError(`${credential.name} has no parameters`, 'its principals declare none');
  const named = principals.find((p) => p.name.toLowerCase() === rest[0]?.toLowerCase());
  if (named === undefined && principals.length > 1) {
    throw new UsageError(`which principal of ${credential.name}?`, among(principals.map((p) => p.name)));
  }
  const principal = named ?? only;
  const [parameter, ...superfluous] = named === undefined ? rest : rest.slice(1);
  // What stands behind the parameter, or behind a = in it, can only be the value.
  if (superfluous.length > 0 || parameter?.includes('=')) {
    throw new UsageError(
      'a secret is never an argument: the shell keeps it in its history and everybody can see it while the command runs',
      'leave it out and type it at the prompt, or pipe it in; then choose a new secret, this one has been seen',
    );
  }
  const own = parametersOf(credential, principal);
  const parameters = parameter === undefined ? own : [pickParameter(parameter, { ...principal, parameters: own })];
  return parameters.map((one) => ({ externalCredential: credential.name, principal: principal.name, parameter: one }));
}

/** The private key of a certificate; an external credential of the same name comes first. */
function certificateMeant(org: OrgDefinition, name: string, rest: readonly string[]): SecretKey | undefined {
  const isMeant = (one: { readonly name: string }) => one.name.toLowerCase() === name.toLowerCase();
  const certificate = org.certificates?.find(isMeant);
  if (certificate === undefined) return undefined;
  const key = certificateKeyOf(certificate);
  const words = [key.principal, key.parameter].map((word) => word.toLowerCase());
  const known = rest.every((word) => words.includes(word.toLowerCase()));
  if (org.externalCredentials.some(isMeant) && (rest.length === 0 || !known)) return undefined;
  if (known) return key;
  throw new UsageError(
    `a certificate has a ${key.parameter} only`,
    'leave it out and pipe it in; what stood here has been seen, if it was the key',
  );
}

/** The values that a person gives a principal. One of a named credential of the old kind names none: its protocol does. */
function parametersOf(credential: ExternalCredential, { parameters }: Principal): readonly string[] {
  if (!credential.legacy) return parameters;
  return protocolOf(credential)
    .parameters.filter(({ byLogin }) => !byLogin)
    .map(({ name }) => name);
}

function allKeys(org: OrgDefinition): readonly SecretKey[] {
  const ofCredentials = org.externalCredentials.flatMap((credential) =>
    credential.principals.flatMap((principal) => [
      ...parametersOf(credential, principal).map((parameter) => ({
        externalCredential: credential.name,
        principal: principal.name,
        parameter,
      })),
      ...loginKeys(org, credential, principal),
    ]),
  );
  return [...ofCredentials, ...(org.certificates ?? []).map(certificateKeyOf)];
}

/** What logins obtain: one value of a principal, or one of each user where it is per user. */
function loginKeys(org: OrgDefinition, credential: ExternalCredential, principal: Principal): readonly SecretKey[] {
  const users = principal.type === 'Per User Principal' ? org.users.map(({ username }) => username) : [''];
  return protocolOf(credential)
    .parameters.filter(({ byLogin }) => byLogin)
    .flatMap(({ name }) => users.map((user) => secretKeyOf(credential, principal, name, user)));
}

function pick<T>(what: string, wanted: string, known: readonly T[], nameOfOne: (one: T) => string): T {
  const found = known.find((one) => nameOfOne(one).toLowerCase() === wanted.toLowerCase());
  if (found !== undefined) return found;
  const names = known.map(nameOfOne);
  const near = nearest(wanted, names);
  throw new UsageError(`no ${what} is called "${wanted}"`, near === undefined ? among(names) : `did you mean ${near}?`);
}

/** Does not repeat an unknown word: it may be the secret itself, in the wrong place. */
function pickParameter(wanted: string, { name, parameters }: Principal): string {
  const found = parameters.find((parameter) => parameter.toLowerCase() === wanted.toLowerCase());
  if (found !== undefined) return found;
  const near = nearest(wanted, parameters);
  throw new UsageError(
    `the principal ${name} has no such parameter`,
    near ? `did you mean ${near}?` : among(parameters),
  );
}

function among(names: readonly string[]): string {
  return names.length === 0 ? 'there is none in the org folder' : `there are: ${names.join(', ')}`;
}

function nameOf(key: SecretKey): string {
  return `${key.externalCredential} ${key.principal} ${key.parameter}`;
}
