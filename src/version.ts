/** flowrun's version; a test compares it with package.json. A constant, so that `--version` reads no file. */
export const version = '0.1.0';
