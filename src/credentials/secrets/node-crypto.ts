/** `node:crypto`, loaded when something is encrypted or read as a key: a run that needs neither does not wait for it (about 5 ms). */
export function nodeCrypto(): typeof import('node:crypto') {
  return process.getBuiltinModule('node:crypto');
}
