import { actionFileName } from '../effects/index.ts';
import { plainOrQuoted } from '../metadata/yaml-scalars.ts';
import type { Need } from '../project/needs.ts';

/** How a stand-in of an action is written: a JavaScript function, values that never change, or the org's own action. */
export const STUB_FORMS = ['js', 'yaml', 'org'] as const;
export type StubForm = (typeof STUB_FORMS)[number];

/** A stand-in, to be filled in: its file in the project's folder and its text. A component has one form only. */
export function stubFile(need: Need, form: StubForm, org: string): { readonly file: string; readonly text: string } {
  if (need.kind === 'component') {
    return { file: `org/components/${actionFileName(need.name)}.yaml`, text: componentText(need) };
  }
  const file = `actions/${actionFileName(need.name)}.${form === 'js' ? 'js' : 'yaml'}`;
  return { file, text: form === 'js' ? functionText(need) : form === 'yaml' ? valueText(need) : orgText(need, org) };
}

/** Types of a flow for those of JavaScript; what is not known is asked for as text. */
const ATTRIBUTE_TYPES: Readonly<Record<string, string>> = { number: 'Number', boolean: 'Boolean', object: 'JSON' };

function attributeType(type: string): string {
  const one = ATTRIBUTE_TYPES[type.replace(/\[\]$/, '')] ?? 'Text';
  return type.endsWith('[]') ? `{ type: ${one}, collection: true }` : one;
}

function componentText(need: Need): string {
  const { what, name, inputs, outputs } = need;
  const rows = (key: string, members: Readonly<Record<string, string>>): readonly string[] => {
    const entries = Object.entries(members).map(
      ([member, type]) => `  ${plainOrQuoted(member, true)}: ${attributeType(type)}`,
    );
    return entries.length === 0 ? [] : [`${key}:`, ...entries];
  };
  return [
    `# Stands in for the ${what} ${name}, which ${usedBy(need)} shows. Each output is asked for by a field of its type;`,
    '# add fields: to say how, each named after its output.',
    `label: ${plainOrQuoted(name, false)}`,
    ...rows('inputs', inputs),
    ...rows('outputs', outputs),
    '',
  ].join('\n');
}

/** What an action's module has; no module of ours has one. */
const DEFAULT_EXPORT = ['export', 'default'].join(' ');

function usedBy({ uses }: Need): string {
  const [first, ...more] = uses.map(({ flow, element }) => `${element} of ${flow}`);
  return more.length === 0 ? (first ?? '') : `${first} and ${more.length} more`;
}

function functionText(need: Need): string {
  const { what, name, inputs, outputs } = need;
  const result = Object.entries(outputs).map(
    ([key, type]) => `    ${propertyName(key)}: ${EMPTY[type] ?? emptyOf(type)},`,
  );
  const usesInputs = Object.keys(inputs).length > 0;
  return [
    '/**',
    ` * Stands in for the ${what} ${name}, which ${usedBy(need)} runs.`,
    ' *',
    ...(usesInputs ? [` * @param {${typeText(inputs)}} inputs`] : []),
    ` * @returns {${typeText(outputs)}}`,
    ' */',
    `${DEFAULT_EXPORT} (${usesInputs ? '_inputs' : ''}) => {`,
    ...(result.length === 0 ? ['  return {};'] : ['  return {', ...result, '  };']),
    '};',
    '',
  ].join('\n');
}

function valueText(need: Need): string {
  const { what, name, outputs } = need;
  const rows = Object.entries(outputs).map(
    ([key, type]) => `  ${plainOrQuoted(key, true)}: ${YAML_EMPTY[type] ?? emptyOf(type)}`,
  );
  return [
    `# Stands in for the ${what} ${name}, which ${usedBy(need)} runs: what it gives, whatever goes in.`,
    ...(rows.length === 0 ? ['outputs: {}'] : ['outputs:', ...rows]),
    '',
  ].join('\n');
}

function orgText(need: Need, org: string): string {
  return [
    `# The ${need.what} ${need.name}, which ${usedBy(need)} runs, is called in the org of this named credential.`,
    `org: ${org}`,
    `kind: ${need.type}`,
    'apiVersion: 66.0',
    '',
  ].join('\n');
}

const EMPTY: Readonly<Record<string, string>> = { string: "''", number: '0', boolean: 'false', object: '{}' };
const YAML_EMPTY: Readonly<Record<string, string>> = { ...EMPTY };

function emptyOf(type: string): string {
  return type.endsWith('[]') ? '[]' : 'null';
}

function typeText(members: Readonly<Record<string, string>>): string {
  const parts = Object.entries(members).map(([key, type]) => `${propertyName(key)}: ${type}`);
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}

function propertyName(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
}
