import type { YAMLError } from 'yaml';
import type { Finding } from './diagnostics.ts';

/** Our words for what the YAML parser reports; a code without an entry keeps the parser's own message. */
interface Words {
  readonly rule?: string;
  readonly message?: string;
  readonly suggestion?: string;
}

const WORDS: Readonly<Record<string, Words>> = {
  TAB_AS_INDENT: {
    rule: 'tab-indentation',
    message: 'tabs cannot indent YAML',
    suggestion: 'indent with blanks, two a level',
  },
  MULTIPLE_DOCS: {
    rule: 'multiple-documents',
    message: 'the file holds more than one YAML document',
    suggestion: 'put each definition in a file of its own; remove the line ---',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'a colon followed by a blank begins a map, and none can begin here',
    suggestion: 'put text that holds ": " in quotes',
  },
  BAD_ALIAS: { rule: 'alias', message: 'aliases are not allowed', suggestion: 'put text that begins with * in quotes' },
  BAD_INDENT: { suggestion: 'keys of one map stand in one column' },
  MISSING_CHAR: { suggestion: 'put text that holds special characters in quotes' },
  RESOURCE_EXHAUSTION: { rule: 'nesting-too-deep', message: 'the file nests too deep' },
};

/** What a parser's error means for whoever wrote the file. */
export function explainYamlError(error: YAMLError, text: string): Finding {
  const [at, to] = error.pos;
  const start = Math.min(at, text.length);
  const words = WORDS[error.code] ?? {};
  const end = Math.min(Math.max(to, start), text.length);
  const message = words.message ?? lowerFirst(error.message.replace(/\.$/, ''));
  return {
    rule: words.rule ?? 'yaml-syntax',
    message,
    place: { start, end },
    ...(words.suggestion === undefined ? {} : { suggestion: words.suggestion }),
  };
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
