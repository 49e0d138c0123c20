import type { ActionContext, ActionFunction } from '../effects/index.ts';
import { FaultError, UsageError } from '../errors.ts';
import type { Value, Values } from '../model/value.ts';
import { isFields } from '../values/fields.ts';
import { readValues } from './read-values.ts';

/** Actions of a real org, by their kind: `custom/<kind>/<name>`; all other kinds are `standard/<kind>`. */
const CUSTOM = new Set(['apex', 'quickAction', 'flow', 'generatePromptResponse', 'emailAlert', 'externalService']);

/**
 * An action that a YAML file declares: `outputs:` that never change, or `org:`, the named credential of an org that has
 * the action, which is called by the REST API's Invocable Actions resource.
 * @throws UsageError for a file that says neither.
 */
export async function declaredAction(file: string, name: string): Promise<ActionFunction> {
  const declared = await readValues(file, '/');
  const { outputs, org } = declared;
  if (isFields(outputs)) return () => outputs;
  if (typeof org !== 'string') {
    throw new UsageError(
      `${file} declares no action`,
      'write outputs: { name: value }, or org: and the named credential of an org that has the action',
    );
  }
  const kind = typeof declared.kind === 'string' ? declared.kind : 'apex';
  const version = declared.apiVersion === undefined ? '66.0' : asVersion(declared.apiVersion);
  const place = CUSTOM.has(kind) ? `custom/${kind}/${encodeURIComponent(name)}` : `standard/${kind}`;
  return (inputs, context) => callOrg(`/services/data/v${version}/actions/${place}`, { org, name, inputs, context });
}

/** `66.0` is a number in YAML, and may have lost its zero. */
function asVersion(value: Value): string {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  const digits = /^\d+/.exec(text)?.[0] ?? '66';
  return `${digits}.0`;
}

interface OrgCall {
  readonly org: string;
  readonly name: string;
  readonly inputs: Values;
  readonly context: ActionContext;
}

async function callOrg(path: string, { org, name, inputs, context }: OrgCall): Promise<Values> {
  const reply = await context.callout({ namedCredential: org, method: 'POST', path, body: { inputs: [inputs] } });
  const [result] = Array.isArray(reply.body) ? reply.body : [];
  if (reply.status >= 300 || !isFields(result)) {
    throw new FaultError({
      code: 'ACTION_FAILED',
      message: `${name}: the org answered with the status ${reply.status}`,
      detail: { status: reply.status, body: reply.body },
    });
  }
  if (result.isSuccess === false)
    throw new FaultError({ code: 'ACTION_FAILED', message: `${name}: ${messagesOf(result.errors ?? null)}` });
  return isFields(result.outputValues) ? result.outputValues : {};
}

function messagesOf(errors: Value): string {
  const all = Array.isArray(errors) ? errors : [];
  const messages = all.flatMap((error) =>
    isFields(error) && typeof error.message === 'string' ? [error.message] : [],
  );
  return messages.length === 0 ? 'the org refused it' : messages.join('; ');
}
