import type { BackgroundRun, LoggedCallout } from '../effects/index.ts';
import type { Redactor } from '../http/redact.ts';
import type { Happening } from '../interview/index.ts';
import type { EffectOf, Fault, ScreenVerb, ScreenView } from '../model/interview.ts';
import type { Values } from '../model/value.ts';
import { shownFields } from '../testing/shown-fields.ts';
import { stringifyJson } from '../values/json.ts';
import type { ExitCode } from './exit-codes.ts';
import type { CliIo } from './io.ts';

/** Of a before-save flow, `record` holds the fields that it set. */
export type Ended = (EffectOf<'finished'> | EffectOf<'failed'>) & { readonly batch?: RecordBatch };

/** What a scheduled flow did with the records that its start let in; the run failed where one of them did. */
export interface RecordBatch {
  /** API name. */
  readonly object: string;
  readonly records: number;
  readonly failed: number;
}

/** Hears a run from its start to its end, and shows it one way or another. */
export interface RunEvents {
  started(run: { readonly flow: string; readonly label: string; readonly user: string; readonly inputs: Values }): void;
  screen(view: ScreenView, verb: ScreenVerb): void;
  callout(callout: LoggedCallout): void;
  /** A fault, whether a fault connector takes it or not. */
  fault(fault: Fault): void;
  /** An action that nobody implements, and that the run went on without (`--lenient`). */
  skipped(fault: Fault): void;
  /** Elements, writes and formulas; with `--trace` only. */
  happening(happening: Happening): void;
  /** A path of a record-triggered flow that starts after the save. */
  background(run: BackgroundRun): void;
  /** The interview of one of the records that a scheduled flow runs for is over. */
  interview(record: string, fault: Fault | null): void;
  /** @param limits what the hungriest transaction used up of each. */
  end(end: Ended, exitCode: ExitCode, limits?: Readonly<Record<string, number>>): void;
}

/** Writes a run as NDJSON on stdout, secrets masked, numbers exact; every line has `event`, the last has the outputs. */
export function jsonEvents(io: CliIo, redactor: Redactor): RunEvents {
  const tell = (event: Values): void => {
    io.stdout.write(`${stringifyJson(redactor.value(event))}\n`);
  };
  return {
    started: (run) => tell({ event: 'started', ...run }),
    screen: (view, pressed) =>
      tell({ event: 'screen', screen: view.element, label: view.label, fields: shownFields(view.fields), pressed }),
    callout: ({ element, request, status, fault, milliseconds }) => {
      const { namedCredential, method, path } = request;
      const ms = Math.round(milliseconds);
      tell({
        event: 'callout',
        element,
        namedCredential,
        method,
        path,
        status,
        fault: fault?.code ?? null,
        milliseconds: ms,
      });
    },
    fault: (fault) => tell({ event: 'fault', ...faultValues(fault) }),
    skipped: (fault) => tell({ event: 'skipped', ...faultValues(fault) }),
    happening: ({ kind, ...rest }) => tell({ event: kind, ...rest }),
    background: ({ flow, path, event, due, ended: how }) =>
      tell({
        event: 'background',
        flow,
        path,
        platformEvent: event,
        due: due === null ? null : new Date(due).toISOString(),
        status: how === null ? 'scheduled' : how.fault ? 'failed' : 'finished',
        fault: how?.fault ? faultValues(how.fault) : null,
      }),
    interview: (record, fault) =>
      tell({
        event: 'interview',
        record,
        status: fault ? 'failed' : 'finished',
        fault: fault && faultValues(fault),
      }),
    end: (end, exitCode, limits = {}) => {
      const batch = end.batch ? { batch: { ...end.batch } } : {};
      if (end.kind === 'finished') tell({ event: 'finished', ...ended(end), ...batch, limits });
      else tell({ event: 'failed', fault: faultValues(end.fault), exitCode, ...batch, limits });
    },
  };
}

function ended({ outputs, record, notEntered }: EffectOf<'finished'>): Values {
  return { outputs, ...(record ? { record } : {}), ...(notEntered ? { notEntered } : {}) };
}

function faultValues({ code, message, element, help }: Fault): Values {
  return { code, message, element: element ?? null, help: help ?? null };
}
