import type { Presenter } from '../effects/index.ts';
import { type Answers, createAnswersPresenter } from '../hosts/headless/index.ts';
import type { Redactor } from '../http/redact.ts';
import type { Program } from '../interview/index.ts';
import type { CliIo } from './io.ts';
import { jsonEvents, type RunEvents } from './run-events.ts';
import { backgroundLine, interviewLine, skippedLine, textEvents, writePanel } from './run-text.ts';

/** Who answers the screens of a run, and who tells how it went. */
export interface RunHost {
  readonly presenter: Presenter;
  readonly events: RunEvents;
}

export interface RunHostOptions {
  readonly program: Program;
  /** Null: none were given. */
  readonly answers: Answers | null;
  readonly answersFile: string | undefined;
  readonly json: boolean;
  /** The real streams, for the terminal's own drawing alone. */
  readonly io: CliIo;
  /** The same with secrets masked. */
  readonly masked: CliIo;
  readonly redactor: Redactor;
  /** Ctrl-C while no screen waits. */
  readonly onCancel: () => void;
}

/**
 * Screens are shown where there is a terminal and nobody gave answers; everywhere else they are answered from data, and
 * ink is not even loaded.
 */
export async function openRunHost(options: RunHostOptions): Promise<RunHost> {
  const { io, json, answers } = options;
  return io.isTTY && !json && answers === null ? openTerminal(options) : openHeadless(options);
}

function openHeadless({ program, answers, answersFile, json, masked, redactor }: RunHostOptions): RunHost {
  const source = answersFile === undefined ? '--answers FILE' : answersFile;
  return {
    presenter: createAnswersPresenter(answers ?? {}, { program, source }),
    events: json ? jsonEvents(masked, redactor) : textEvents(masked),
  };
}

/** While screens are shown nothing else is written: how it went is told when they are gone. */
async function openTerminal({ io, masked, redactor, onCancel }: RunHostOptions): Promise<RunHost> {
  const { createTerminalPresenter } = await import('../hosts/terminal/presenter.ts');
  const presenter = createTerminalPresenter({
    stdin: io.stdin as NodeJS.ReadStream,
    stdout: io.stdout as NodeJS.WriteStream,
    stderr: io.stderr as NodeJS.WriteStream,
    env: io.env,
    colour: io.color,
    mask: redactor.text,
    onCancel,
  });
  const later: string[] = [];
  return {
    presenter,
    events: {
      started: () => {},
      screen: () => {},
      callout: () => {},
      fault: () => {},
      happening: () => {},
      skipped: (fault) => later.push(skippedLine(fault, masked)),
      interview: (record, fault) => {
        if (fault) later.push(interviewLine(record, fault, masked));
      },
      background: (run) => later.push(backgroundLine(run, masked)),
      end: (end) => {
        masked.stdout.write(`${presenter.summary(end)}\n`);
        for (const line of later) masked.stderr.write(line);
        if (end.kind === 'failed' && !end.batch) writePanel(end.fault, masked);
      },
    },
  };
}
