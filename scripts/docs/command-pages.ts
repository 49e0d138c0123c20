import { COMMANDS, type CommandName } from '../../src/cli/command-table.ts';
import { commandHelp } from '../../src/cli/help.ts';

/** One page a command: what `flowrun help COMMAND` prints. */
export async function commandPages(): Promise<readonly [string, string][]> {
  const names = Object.keys(COMMANDS) as CommandName[];
  const index = names.map((name) => `| [${name}](${name}.md) | ${COMMANDS[name].summary} |`).join('\n');
  const pages = await Promise.all(
    names.map(async (name): Promise<[string, string]> => {
      const { command } = await COMMANDS[name].load();
      const help = commandHelp(name, command, false).trimEnd();
      return [`docs/commands/${name}.md`, `# flowrun ${name}\n\n\`\`\`text\n${help}\n\`\`\`\n`];
    }),
  );
  return [['docs/commands/README.md', `# Commands\n\n| command | what it does |\n|---|---|\n${index}\n`], ...pages];
}
