/** Runs flows without a person: answers from data. */
export { type Answers, answersFrom, type ScreenAnswers } from './answers.ts';
export { type AnswersOptions, createAnswersPresenter, GoesRoundError } from './answers-presenter.ts';
export { checkAnswers } from './check-answers.ts';
