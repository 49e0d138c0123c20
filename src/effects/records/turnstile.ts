import { FlowrunError } from '../../errors.ts';

/** Lets one interview at a time into a store's transaction; the others wait in the order in which they came. */
export interface Turnstile {
  /** Waits until nobody else is inside. @returns true where the interview was not inside before. */
  enter(interview: string, signal: AbortSignal): Promise<boolean>;
  /** Waits until nobody else is inside, without going in. */
  wait(interview: string, signal: AbortSignal): Promise<void>;
  isInside(interview: string): boolean;
  leave(interview: string): void;
}

export function createTurnstile(): Turnstile {
  let inside: string | null = null;
  const waiting: (() => void)[] = [];
  const turn = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const cancel = (): void => {
        waiting.splice(waiting.indexOf(go), 1);
        reject(new FlowrunError('CANCELLED', 'the flow was cancelled'));
      };
      const go = (): void => {
        signal.removeEventListener('abort', cancel);
        resolve();
      };
      signal.addEventListener('abort', cancel, { once: true });
      waiting.push(go);
    });
  const untilFree = async (interview: string, signal: AbortSignal): Promise<void> => {
    // Whoever was let go may find that another was faster.
    while (inside !== null && inside !== interview) await turn(signal);
  };
  return {
    async enter(interview, signal) {
      await untilFree(interview, signal);
      if (inside === interview) return false;
      inside = interview;
      return true;
    },
    async wait(interview, signal) {
      await untilFree(interview, signal);
      // It only looked: the next one may go.
      if (inside === null) waiting.shift()?.();
    },
    isInside: (interview) => inside === interview,
    leave(interview) {
      if (inside !== interview) return;
      inside = null;
      waiting.shift()?.();
    },
  };
}
