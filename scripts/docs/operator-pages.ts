import { ASSIGNMENT_OPERATOR_WORDS, COMPARISON_OPERATOR_WORDS } from '../../src/forms/words.ts';
import { ASSIGNMENTS } from '../../src/values/assignment.ts';
import { COMPARISONS } from '../../src/values/comparison.ts';
import { ALL, type Operand } from '../../src/values/operands.ts';

/** One page an operator, and two tables: which operator goes with which type. */
export function operatorPages(): readonly [string, string][] {
  const assignments = Object.entries(ASSIGNMENTS).map(([name, { target, value }]) => ({
    name,
    takes: target,
    page: `# ${name}\n\nAn operator of assignments; \`${wordOf(ASSIGNMENT_OPERATOR_WORDS, name)}\` in the metadata.\n\n${onTypes('The variable is', target)}\n\nThe value is ${VALUES[value]}.\n\n\`\`\`yaml\nassign:\n  - variable: ${name === 'assign' ? "'{!value}'" : `{ ${name}: '{!value}' }`}\n\`\`\`\n`,
  }));
  const comparisons = Object.entries(COMPARISONS).map(([name, { left, right }]) => ({
    name,
    takes: left,
    page: `# ${name}\n\nAn operator of conditions; \`${wordOf(COMPARISON_OPERATOR_WORDS, name)}\` in the metadata.\n\n${onTypes('The left side is', left)}\n\nThe right side is ${RIGHTS[right]}.\n\n\`\`\`yaml\nall:\n  - resource: ${name === 'equalTo' ? "'{!value}'" : `{ ${name}: ${right === 'boolean' ? 'true' : "'{!value}'"} }`}\n\`\`\`\n`,
  }));
  const pages = [...assignments, ...comparisons].map(({ name, page }): [string, string] => [
    `docs/operators/${name}.md`,
    page,
  ]);
  return [
    [
      'docs/operators/README.md',
      `# Operators\n\n## Of assignments\n\n${table(assignments)}\n\n## Of conditions\n\n${table(comparisons)}\n`,
    ],
    ...pages,
  ];
}

const VALUES: Readonly<Record<(typeof ASSIGNMENTS)['assign']['value'], string>> = {
  same: 'of the same type',
  item: 'an item of the collection, or a collection of them',
  number: 'a number',
  collection: 'a collection',
  any: 'of a type that can be added to it',
  text: 'a text',
};

const RIGHTS: Readonly<Record<(typeof COMPARISONS)['equalTo']['right'], string>> = {
  same: "of the left side's type",
  boolean: 'true or false: whether it should hold',
  collection: 'a collection',
  text: 'a text, or an item of the collection',
};

function wordOf(words: Readonly<Record<string, string>>, name: string): string {
  return words[name] ?? name;
}

function onTypes(begins: string, types: readonly Operand[]): string {
  return types.length === ALL.length ? `${begins} of any type.` : `${begins} one of: ${types.join(', ')}.`;
}

function table(operators: readonly { readonly name: string; readonly takes: readonly Operand[] }[]): string {
  const head = `| | ${ALL.join(' | ')} |\n|---|${ALL.map(() => '---').join('|')}|`;
  const rows = operators.map(
    ({ name, takes }) =>
      `| [${name}](${name}.md) | ${ALL.map((type) => (takes.includes(type) ? '✓' : '')).join(' | ')} |`,
  );
  return `${head}\n${rows.join('\n')}`;
}
