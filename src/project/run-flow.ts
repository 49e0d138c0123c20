import { maskPresenter, type Presenter, runInterview, TURN_BUDGET } from '../effects/index.ts';
import { createRedactor, type Redactor } from '../http/redact.ts';
import { startInterview } from '../interview/index.ts';
import type { Interview } from '../model/interview.ts';
import type { Values } from '../model/value.ts';
import { connect } from './connection.ts';
import { orgDataDirectory } from './find-project.ts';
import { newContext, type OpenFlowOptions, openFlow } from './open-flow.ts';
import { sessionOf } from './session.ts';

export interface RunOptions extends OpenFlowOptions {
  /** Who answers the screens: `createAnswersPresenter(…)`, or one of your own. */
  readonly presenter: Presenter;
  /** Input variables by name. */
  readonly inputs?: Values;
  /** Username, or name of the user's file; left out = the org's default user. */
  readonly as?: string;
  /** Where secrets may stand; `process.env` unless given. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Learns every secret that is used, to mask what you print; one of its own unless given. */
  readonly redactor?: Redactor;
  readonly signal?: AbortSignal;
}

/**
 * Runs a flow from its file to its end: callouts go out through their named credentials, an embedded target org is started
 * where one is called, and stopped after. What a server or a formula puts on a screen is shown without secrets.
 * @param file path, YAML or metadata XML.
 * @returns the interview at its end: `pending` is `finished` with the outputs, or `failed` with the fault.
 * @throws InvalidDefinitionError, UnreadableFileError; UsageError for unknown inputs and users; FlowrunError `CANCELLED`
 *   when the signal fires; whatever the presenter rejects with.
 */
export async function runFlow(file: string, options: RunOptions): Promise<Interview> {
  const { presenter, inputs = {}, as = null, env = process.env, redactor = createRedactor(), signal } = options;
  const opened = await openFlow(file, { ...options, toRun: true, ...sessionOf(env, redactor) });
  const { org, directory } = opened;
  const connection = connect({
    compileFlow: opened.compileNamed,
    triggered: opened.triggered,
    org,
    directory,
    env,
    redactor,
    dataDirectory: (name) => orgDataDirectory(opened, name),
  });
  try {
    const program = opened.compile();
    const begin = startInterview(program, inputs, newContext(opened.user(as), Date.now()), { budget: TURN_BUDGET });
    return await runInterview(program, begin, {
      presenter: maskPresenter(presenter, { mask: redactor.text, onSecret: redactor.add }),
      performers: connection.performers,
      ...(signal ? { signal } : {}),
    });
  } finally {
    await connection.close();
  }
}
