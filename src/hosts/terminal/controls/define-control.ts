import type { BoxProps } from 'ink';
import type { ReactElement } from 'react';
import type { FieldView, Press } from '../../../model/interview.ts';
import type { Value } from '../../../model/value.ts';
import type { FieldUi } from '../form-state.ts';
import type { Key } from '../keyboard.ts';
import type { Theme } from '../theme.ts';

/** A key came to a field: the field, what its control remembers, and the columns and list rows it is drawn in. */
export interface Pressed {
  readonly field: FieldView;
  readonly ui: FieldUi;
  readonly key: Key;
  readonly width: number;
  readonly rows: number;
}

/** What a key did: a new raw entry, something to remember, going on to the next field. */
export interface Edit {
  readonly raw?: Value;
  readonly ui?: Partial<FieldUi>;
  readonly goOn?: true;
  /** What a button does. */
  readonly press?: Press;
}

/** What a control draws from; `width` is that of its inside, in columns. */
export interface Drawn {
  readonly field: FieldView;
  readonly ui: FieldUi;
  readonly focused: boolean;
  readonly theme: Theme;
  readonly width: number;
  readonly rows: number;
  /** For sections: draws the fields of a column. */
  drawFields(fields: readonly FieldView[], width: number): ReactElement;
}

/** A key and what it does, for the line at the bottom. */
export type Hint = readonly [key: string, does: string];

/** One kind of control: how it takes keys, how it looks, how it reads aloud. */
export interface ControlDefinition {
  /** `boxed`: a frame with the label in it; `bare`: draws its own label; `text`: takes no entry. */
  readonly frame: 'boxed' | 'bare' | 'text';
  readonly role?: NonNullable<BoxProps['aria-role']>;
  /** Widest useful frame, in columns. */
  readonly maxWidth?: number;
  /** What to remember when the focus arrives. */
  enter?(field: FieldView): Partial<FieldUi>;
  /** Null: not a key of this control. Left out: takes no focus. */
  press?(at: Pressed): Edit | null;
  /** Whether it takes the focus though nothing can be entered: there is more to look at than is drawn at once. */
  browses?(field: FieldView): boolean;
  draw(at: Drawn): ReactElement | null;
  /** The value, for a screen reader. */
  speak(field: FieldView, ui: FieldUi): string;
  hints?(field: FieldView, ui: FieldUi): readonly Hint[];
}
