import { UsageError } from '../../errors.ts';
import { nearest } from '../../values/nearest.ts';
import type { Command } from '../command.ts';
import { defineCommand } from '../command.ts';
import { COMMANDS, isCommand } from '../command-table.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { commandHelp, generalHelp, TOPICS } from '../help.ts';
import { painter, printJson } from '../io.ts';

export const command = defineCommand({
  usage: ['help [command or topic]'],
  options: {},
  positionals: { min: 0, max: 1 },
  examples: [
    { line: 'flowrun help validate', does: 'options and examples of a command' },
    { line: 'flowrun help exit-codes', does: 'what every exit code means' },
  ],
  async run({ positionals: [subject], json }, io) {
    if (subject === undefined) {
      if (json) printJson(io, { commands: summaries(COMMANDS), topics: summaries(TOPICS), exitCodes: EXIT_CODES });
      else io.stdout.write(generalHelp(io.color));
    } else if (isCommand(subject)) {
      const { command: described }: { readonly command: Command } = await COMMANDS[subject].load();
      const { usage, options, examples } = described;
      if (json) printJson(io, { name: subject, summary: COMMANDS[subject].summary, usage, options, examples });
      else io.stdout.write(commandHelp(subject, described, io.color));
    } else if (isTopic(subject)) {
      if (json) printJson(io, { topic: subject, text: TOPICS[subject].text(painter(false)) });
      else io.stdout.write(TOPICS[subject].text(painter(io.color)));
    } else {
      const near = nearest(subject, [...Object.keys(COMMANDS), ...Object.keys(TOPICS)]);
      throw new UsageError(
        `no command or topic is called "${subject}"`,
        near ? `did you mean ${near}?` : 'see `flowrun help`',
      );
    }
    return 0;
  },
});

function isTopic(word: string): word is keyof typeof TOPICS {
  return Object.hasOwn(TOPICS, word);
}

function summaries(table: Readonly<Record<string, { readonly summary: string }>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(table).map(([name, { summary }]) => [name, summary]));
}
