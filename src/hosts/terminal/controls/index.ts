import type { Control } from '../../../model/interview.ts';
import { button } from './button.ts';
import { chooseMany } from './choose-many.ts';
import { chooseOne } from './choose-one.ts';
import { date } from './date.ts';
import { dateTime } from './date-time.ts';
import type { ControlDefinition } from './define-control.ts';
import { file } from './file.ts';
import { group } from './group.ts';
import { longText } from './long-text.ts';
import { number } from './number.ts';
import { secret } from './secret.ts';
import { slider } from './slider.ts';
import { staticText } from './static.ts';
import { table } from './table.ts';
import { text } from './text.ts';
import { time } from './time.ts';
import { toggle } from './toggle.ts';

/** Every control; the type makes sure none is forgotten. */
export const CONTROLS: { readonly [C in Control]: ControlDefinition } = {
  static: staticText,
  text,
  longText,
  secret,
  number,
  date,
  time,
  dateTime,
  toggle,
  slider,
  chooseOne,
  chooseMany,
  table,
  file,
  button,
  group,
};
