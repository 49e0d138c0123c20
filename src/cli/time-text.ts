/** A time in UTC for people, as all times of records; without seconds that are none: `2026-12-24 10:00Z`. */
export function timeText(time: number): string {
  return new Date(time)
    .toISOString()
    .replace('T', ' ')
    .replace(/(?::00)?\.\d+Z$/, 'Z');
}
