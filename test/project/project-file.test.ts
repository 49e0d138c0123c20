import { symlink, truncate, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FaultError } from '../../src/errors.ts';
import { readProjectFile, whyNotSent } from '../../src/project/project-file.ts';
import { projectOf } from '../features/temporary-project.ts';

async function project(): Promise<string> {
  const root = await projectOf({
    'outside.txt': 'outside',
    'project/files/a.txt': 'a',
    'project/.env': 'FLOWRUN_SECRET_X=y',
    'project/.flowrun/secrets.enc': 'x',
    'project2/b.txt': 'b',
  });
  const folder = join(root, 'project');
  await symlink(join(root, 'outside.txt'), join(folder, 'link.txt'));
  await symlink(join(folder, '.env'), join(folder, 'env.txt'));
  await symlink(join(folder, 'files', 'a.txt'), join(folder, 'inner.txt'));
  await symlink(join(folder, 'nowhere'), join(folder, 'dangling'));
  await writeFile(join(folder, 'big.bin'), '');
  await truncate(join(folder, 'big.bin'), 6_000_001);
  return folder;
}

describe('a file that a callout sends', () => {
  it.each([
    ['../outside.txt', 'is outside of the project'],
    ['files/../../outside.txt', 'is outside of the project'],
    ['../project2/b.txt', 'is outside of the project'],
    ['link.txt', 'is outside of the project'],
    ['', 'is outside of the project'],
    ['nothing.txt', 'does not exist'],
    ['files/a.txt/b', 'does not exist'],
    ['dangling', 'does not exist'],
    ['a\0b', 'does not exist'],
    ['x'.repeat(5000), 'does not exist'],
    ['.env', 'is hidden'],
    ['.flowrun/secrets.enc', 'is hidden'],
    ['env.txt', 'is hidden'],
    ['files', 'is no file'],
    ['big.bin', 'is too large, with 6000001 bytes'],
  ])('%j', async (path, message) => {
    const folder = await project();
    expect(whyNotSent(folder, path)?.message).toBe(message);
    const error: unknown = await readProjectFile(folder)(path).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(FaultError);
  });

  it('is not named by its absolute path', async () => {
    const folder = await project();
    expect(whyNotSent(folder, resolve(folder, 'files/a.txt'))?.message).toBe('is outside of the project');
  });

  it('is read, by a link within the project too', async () => {
    const folder = await project();
    for (const path of ['files/a.txt', './files/a.txt', 'inner.txt']) {
      expect(whyNotSent(folder, path)).toBeNull();
      expect(Buffer.from(await readProjectFile(folder)(path)).toString()).toBe('a');
    }
  });
});
