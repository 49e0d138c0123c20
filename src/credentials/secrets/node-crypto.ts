/** `node:crypto`, loaded when something is encrypted: a run that needs no secret does not wait for it (about 5 ms). */
export function nodeCrypto(): typeof import('node:crypto') {
  return process.getBuiltinModule('node:crypto');
}
