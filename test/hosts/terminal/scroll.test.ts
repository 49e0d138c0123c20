import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clampOffset, keepVisible, listWindow } from '../../../src/hosts/terminal/scroll.ts';

const rows = fc.integer({ min: 1, max: 60 });

describe('keepVisible', () => {
  it('shows what it is asked for, within the content', () => {
    fc.assert(
      fc.property(fc.nat(100), fc.nat(60), rows, rows, rows, (offset, top, size, viewport, extra) => {
        const total = top + size + extra;
        const next = keepVisible(offset, top, size, viewport, total);
        expect(next).toBe(clampOffset(next, viewport, total));
        expect(top).toBeGreaterThanOrEqual(next);
        if (size <= viewport) expect(top + size).toBeLessThanOrEqual(next + viewport);
      }),
    );
  });

  it('does not move when it need not', () => {
    fc.assert(
      fc.property(fc.nat(50), rows, rows, fc.nat(50), (offset, viewport, size, inside) => {
        fc.pre(inside + size <= viewport);
        expect(keepVisible(offset, offset + inside, size, viewport, offset + viewport)).toBe(offset);
      }),
    );
  });

  it('shows the beginning of what is higher than the viewport', () => {
    expect(keepVisible(0, 10, 30, 5, 60)).toBe(10);
  });
});

describe('listWindow', () => {
  it('holds the active row and as many rows as fit', () => {
    fc.assert(
      fc.property(rows, rows, fc.nat(59), (total, viewport, active) => {
        fc.pre(active < total);
        const { from, to } = listWindow(active, total, viewport);
        expect(to - from).toBe(Math.min(total, viewport));
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThanOrEqual(total);
        expect(active).toBeGreaterThanOrEqual(from);
        expect(active).toBeLessThan(to);
      }),
    );
  });

  it('is empty for an empty list', () => expect(listWindow(0, 0, 5)).toEqual({ from: 0, to: 0 }));
});
