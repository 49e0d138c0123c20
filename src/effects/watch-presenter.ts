import type { ScreenVerb, ScreenView } from '../model/interview.ts';
import type { Presenter } from './ports.ts';

/** A presenter that tells of every screen as it stood when its button was pressed. */
export function watchPresenter(
  presenter: Presenter,
  onAnswered: (view: ScreenView, verb: ScreenVerb) => void,
): Presenter {
  return {
    ...presenter,
    present: async (screen, signal) => {
      const answered = await presenter.present(screen, signal);
      if (answered.kind === 'answered') onAnswered(screen.view(answered.draft), answered.verb);
      return answered;
    },
  };
}
