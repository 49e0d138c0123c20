/** Which rows of something long are in sight. All figures are rows; offsets count the rows above. */

/** An offset that lies between the first and the last that make sense. */
export function clampOffset(offset: number, viewport: number, total: number): number {
  return Math.max(0, Math.min(offset, total - viewport));
}

/** The offset nearest to `offset` that shows `size` rows from `top`; where they are more than fit, the first of them. */
export function keepVisible(offset: number, top: number, size: number, viewport: number, total: number): number {
  let next = offset;
  if (top + size > next + viewport) next = top + size - viewport;
  if (top < next) next = top;
  return clampOffset(next, viewport, total);
}

/** The part of a list that is drawn: `active` in sight, near the middle, and never fewer rows than fit. */
export function listWindow(
  active: number,
  total: number,
  viewport: number,
): { readonly from: number; readonly to: number } {
  const size = Math.max(1, Math.min(viewport, total));
  const from = clampOffset(active - Math.floor(size / 2), size, total);
  return { from, to: Math.min(total, from + size) };
}
