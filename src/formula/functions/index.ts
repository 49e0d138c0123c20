import { DATES } from './date.ts';
import type { FunctionTable } from './define-function.ts';
import { GEO } from './geo.ts';
import { LOGIC } from './logic.ts';
import { MATH } from './math.ts';
import { RECORD_FUNCTIONS } from './record.ts';
import { REGEX } from './regex.ts';
import { TEXTS } from './text.ts';
import { WEB } from './web.ts';

/** Every function of the language, by its name in capitals: one family a file. */
export const FUNCTIONS: FunctionTable = {
  ...LOGIC,
  ...TEXTS,
  ...MATH,
  ...DATES,
  ...WEB,
  ...GEO,
  ...REGEX,
  ...RECORD_FUNCTIONS,
};
