import type stringWidth from 'string-width';

/** Colours and styles; they take no column. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
const STYLES = /\u001b\[[0-9;]*m/g;
/** ASCII, Latin letters, punctuation, arrows, box drawing, geometric shapes and ticks: one column each. */
const PLAIN = /^[ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u21ff\u2500-\u25fc\u25ff✔✖❯☑☐]*$/;

/**
 * Stands in for string-width in the build: its tables of emoji and its segmenter take 25 ms to load, which most runs can
 * do without. Anything that is not plain goes to the real one, loaded then.
 */
const lazyStringWidth: typeof stringWidth = (text, options) => {
  if (typeof text === 'string' && options === undefined) {
    const bare = text.includes('\u001b') ? text.replace(STYLES, '') : text;
    if (PLAIN.test(bare)) return bare.length;
  }
  return realStringWidth()(text, options);
};

function realStringWidth(): typeof stringWidth {
  // The bundler turns this into a module that is evaluated at the first call.
  return (require('string-width?real') as { readonly default: typeof stringWidth }).default;
}

export default lazyStringWidth;
