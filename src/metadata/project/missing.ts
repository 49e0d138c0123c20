/** Whether reading a folder failed because it is not there, is none, or is not for us: it holds nothing then. */
export function isFolderMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES';
}
