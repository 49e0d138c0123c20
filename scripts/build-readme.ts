/**
 * Fills the README's file blocks and its command table from the files and the command table themselves.
 * `node scripts/build-readme.ts` writes, `--check` fails when the README is stale.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { COMMANDS } from '../src/cli/command-table.ts';

const README = 'README.md';

function fileBlocks(text: string): string {
  return text.replace(
    /(<!-- file: (\S+) -->\n```(\w+)\n)[\s\S]*?(```\n)/g,
    (_all, head: string, file: string, _lang, tail: string) => {
      // The modeline is for editors; in the README it would only be in the way.
      const content = readFileSync(file, 'utf8').replace(/^# yaml-language-server:.*\n\n?/, '');
      return `${head}${content.trimEnd()}\n${tail}`;
    },
  );
}

function commandTable(text: string): string {
  const rows = Object.entries(COMMANDS).map(([name, { summary }]) => `| \`flowrun ${name}\` | ${summary} |`);
  const table = ['| command | what it does |', '|---|---|', ...rows].join('\n');
  return text.replace(/(<!-- commands -->\n)[\s\S]*?(<!-- \/commands -->)/, `$1\n${table}\n\n$2`);
}

const before = readFileSync(README, 'utf8');
const after = commandTable(fileBlocks(before));
if (process.argv.includes('--check')) {
  if (before !== after) {
    process.stderr.write('README.md is stale: run `node scripts/build-readme.ts`\n');
    process.exitCode = 1;
  }
} else if (before !== after) {
  writeFileSync(README, after);
}
