import { describe, expect, it } from 'vitest';
import { painter } from '../../src/cli/io.ts';
import { tableLines } from '../../src/cli/table.ts';

const plain = painter(false);

describe('tableLines', () => {
  it('lines up text to the left and numbers to the right', () => {
    expect(
      tableLines(
        ['Id', 'Name', 'Employees'],
        [
          ['001', 'Acme', 120],
          ['002', 'A longer name', null],
          ['003', null, 7],
        ],
        plain,
      ),
    ).toEqual([
      'Id   Name           Employees',
      '001  Acme                 120',
      '002  A longer name',
      '003                         7',
    ]);
  });

  it('knows how wide characters are', () => {
    expect(
      tableLines(
        ['A', 'B'],
        [
          ['日本', 1],
          ['é😀', 2],
        ],
        plain,
      ),
    ).toEqual(['A     B', '日本  1', 'é😀   2']);
  });

  it('cuts long cells, and lets no data move the cursor', () => {
    const [, long, sly] = tableLines(['A'], [['日'.repeat(40)], ['a\u001b[2Jb\nc']], plain);
    expect(long).toBe(`${'日'.repeat(29)}…`);
    expect(sly).toBe('a [2Jb c');
  });

  it('has a header without rows', () => expect(tableLines(['A', 'B'], [], plain)).toEqual(['A  B']));
});
