import type { ProtocolDefinition } from '../../src/credentials/protocols/define-protocol.ts';
import { PROTOCOL_DEFINITIONS } from '../../src/credentials/protocols/index.ts';

/** One page an authentication protocol of external credentials: what selects it, and what its principals hold. */
export function protocolPages(): readonly [string, string][] {
  const all = Object.entries(PROTOCOL_DEFINITIONS).map(([name, definition]) => ({
    name,
    file: `${name.toLowerCase().replaceAll(' ', '-')}.md`,
    definition,
  }));
  const index = all.map(({ name, file, definition }) => `| [${name}](${file}) | ${definition.doc} |`).join('\n');
  return [
    [
      'docs/protocols/README.md',
      `# Authentication protocols\n\nHow an external credential authenticates the callouts of its named credentials.\n\n| protocol | what it does |\n|---|---|\n${index}\n`,
    ],
    ...all.map(({ name, file, definition }): [string, string] => [`docs/protocols/${file}`, page(name, definition)]),
  ];
}

function page(name: string, { protocol, variant, doc, parameters }: ProtocolDefinition): string {
  const chosen = `protocol: ${protocol}${variant === null ? '' : `\nvariant: ${variant}`}`;
  const rows = parameters.map(
    ({ name: parameter, secret, doc: what }) => `| \`${parameter}\` | ${what} | ${secret ? 'yes' : ''} |`,
  );
  const held =
    rows.length === 0
      ? 'The protocol itself asks for no parameter.\n'
      : `| parameter | what it is | secret |\n|---|---|---|\n${rows.join('\n')}\n\n[flowrun credential](../commands/credential.md) keeps the secrets.\n`;
  return `# ${name}\n\n${doc}\n\nIn the external credential:\n\n\`\`\`yaml\n${chosen}\n\`\`\`\n\n## What a principal holds\n\n${held}`;
}
