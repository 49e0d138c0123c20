import { UsageError } from '../../errors.ts';
import type { Command } from '../command.ts';
import { defineCommand } from '../command.ts';
import { COMMANDS, type CommandEntry } from '../command-table.ts';
import { GLOBAL_OPTIONS } from '../parse-arguments.ts';

/** What a shell may offer behind a command: its options; files come from the shell itself. */
type Words = Readonly<Record<string, readonly string[]>>;

const SHELLS: Readonly<Record<string, (words: Words) => string>> = { bash, zsh, fish };

export const command = defineCommand({
  usage: [`completion ${Object.keys(SHELLS).join('|')}`],
  options: {},
  positionals: { min: 1, max: 1 },
  examples: [
    { line: 'source <(flowrun completion bash)', does: 'for this shell; put it in ~/.bashrc to keep it' },
    { line: 'flowrun completion fish > ~/.config/fish/completions/flowrun.fish', does: 'for every fish' },
  ],
  async run({ positionals: [shell = ''] }, io) {
    const write = Object.hasOwn(SHELLS, shell) ? SHELLS[shell] : undefined;
    if (write === undefined) {
      throw new UsageError(`no completion for "${shell}"`, `shells: ${Object.keys(SHELLS).join(', ')}`);
    }
    io.stdout.write(write(await knownWords()));
    return 0;
  },
});

async function knownWords(): Promise<Words> {
  const table: Readonly<Record<string, CommandEntry>> = COMMANDS;
  const words = await Promise.all(
    Object.entries(table).map(async ([name, entry]): Promise<[string, readonly string[]]> => {
      const loaded: { readonly command: Command } = await entry.load();
      const options = Object.keys({ ...loaded.command.options, ...GLOBAL_OPTIONS });
      return [name, options.map((option) => `--${option}`)];
    }),
  );
  return Object.fromEntries(words);
}

function bash(words: Words): string {
  const cases = Object.entries(words).map(([name, options]) => `    ${name}) words="${options.join(' ')}" ;;`);
  return `# flowrun completion for bash
_flowrun() {
  local current="\${COMP_WORDS[COMP_CWORD]}" words
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
    *) words="--help --version" ;;
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then words="${Object.keys(words).join(' ')} $words"; fi
  COMPREPLY=($(compgen -W "$words" -- "$current") $(compgen -f -- "$current"))
}
complete -o filenames -F _flowrun flowrun
`;
}

function zsh(words: Words): string {
  const cases = Object.entries(words).map(([name, options]) => `    ${name}) compadd -- ${options.join(' ')} ;;`);
  return `#compdef flowrun
# flowrun completion for zsh
_flowrun() {
  if (( CURRENT == 2 )); then
    compadd -- ${Object.keys(words).join(' ')} --help --version
  else
    case "$words[2]" in
${cases.map((line) => `  ${line}`).join('\n')}
    esac
  fi
  _files
}
compdef _flowrun flowrun
`;
}

function fish(words: Words): string {
  const summary = (name: string) => (COMMANDS as Readonly<Record<string, CommandEntry>>)[name]?.summary ?? '';
  const lines = Object.entries(words).flatMap(([name, options]) => [
    `complete -c flowrun -n __fish_use_subcommand -a ${name} -d '${summary(name)}'`,
    ...options.map(
      (option) => `complete -c flowrun -n '__fish_seen_subcommand_from ${name}' -l ${option.replace('--', '')}`,
    ),
  ]);
  return `# flowrun completion for fish\n${lines.join('\n')}\n`;
}
