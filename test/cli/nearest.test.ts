import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/values/nearest.ts';

const COMMANDS = ['validate', 'credential', 'org', 'init', 'run', 'test'];

describe('nearest', () => {
  it.each([
    ['valdate', 'validate'],
    ['vaildate', 'validate'],
    ['VALIDATE', 'validate'],
    ['credentials', 'credential'],
    ['ogr', 'org'],
    ['tets', 'test'],
    ['rn', 'run'],
  ])('%s means %s', (word, meant) => expect(nearest(word, COMMANDS)).toBe(meant));

  it.each(['frobnicate', 'x', 'deploy', ''])('"%s" is near nothing', (word) => {
    expect(nearest(word, COMMANDS)).toBeUndefined();
  });

  it('takes the nearest of several', () => {
    expect(nearest('inpt', ['import', 'input', 'init'])).toBe('input');
  });

  it('finds every word again after one slip of the finger', () => {
    const word = fc.stringMatching(/^[a-z]{4,12}$/);
    fc.assert(
      fc.property(word, fc.nat(), fc.constantFrom('drop', 'double', 'swap'), (original, at, slip) => {
        const i = at % (original.length - 1);
        const slips = {
          drop: original.slice(0, i) + original.slice(i + 1),
          double: original.slice(0, i) + original[i] + original.slice(i),
          swap: original.slice(0, i) + original[i + 1] + original[i] + original.slice(i + 2),
        };
        expect(nearest(slips[slip], [original])).toBe(original);
      }),
    );
  });
});
