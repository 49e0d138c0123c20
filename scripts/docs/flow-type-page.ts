import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FLOW } from '../../src/forms/flow.ts';
import { ELEMENT_FORMS, RESOURCE_FORMS } from '../../src/forms/index.ts';

const TYPES = 'node_modules/@salesforce/types/lib/metadata.d.ts';

/** What of the metadata has no words in the language, and why; everything of it travels under `metadata:`. */
const KEPT: Readonly<Record<string, string>> = {
  accessType: 'who may distribute the flow: packaging',
  apexPluginCalls: 'the old form of Apex actions; a flow fails where it gets there',
  areMetricsLoggedToDataCloud: 'needs Data Cloud',
  collectionFilterCriteria: 'superseded by collectionProcessors',
  customProperties: 'settings of the page around the flow',
  dataLookups: 'needs Data Cloud',
  dataSpace: 'needs Data Cloud',
  ends: 'marks of the canvas: a path ends where nothing follows',
  environments: 'where the flow may be shown in an org',
  exitRules: 'of orchestrations',
  experiments: 'needs an org',
  groups: 'of the canvas',
  isAdditionalPermissionRequiredToRun: 'who may run it in an org',
  isOverridable: 'packaging',
  isTemplate: 'packaging',
  migratedFromWorkflowRuleName: 'where it came from',
  orchestratedStages: 'orchestrations need an org: people, queues, days between steps',
  overriddenFlow: 'packaging',
  processMetadataValues: "settings of the builder, such as the canvas's mode",
  sourceTemplate: 'packaging',
  steps: 'placeholders of old versions, which do nothing',
  timeZoneSidKey: 'of flows by a schedule in an org',
};

/** Tags that the codecs of other keys read. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  startElementReference: '`start:`, of files saved before Winter ’20',
  triggerOrder: '`order:` of `start:`',
};

/** A row for each member of the Metadata API's Flow type, as `@salesforce/types` declares it. */
export async function flowTypePage(root: string): Promise<string> {
  const source = await readFile(join(root, TYPES), 'utf8');
  const [, body = ''] = /export type Flow = Metadata & \{\n([\s\S]*?)\n\};/.exec(source) ?? [];
  const members = [...body.matchAll(/^\s+(\w+)\??:/gm)].map(([, name = '']) => name);
  const rows = members.map((name) => `| \`${name}\` | ${stateOf(name)} |`);
  return `# The metadata's Flow type\n\nEvery member of the Metadata API's Flow type (\`@salesforce/types\`): what runs, by its words here, and what is only kept. What is kept\nstands under \`metadata:\`, is written back as it was, and is never lost.\n\n| member | state |\n|---|---|\n${rows.join('\n')}\n`;
}

function stateOf(name: string): string {
  const elements = Object.values(ELEMENT_FORMS).filter(({ tag }) => tag === name);
  if (elements.length > 0) return `runs: ${elements.map(({ type }) => `[${type}](elements/${type}.md)`).join(', ')}`;
  const [resource] = Object.entries(RESOURCE_FORMS).find(([, { tag }]) => tag === name) ?? [];
  if (resource !== undefined) return `runs: [${resource}](resources.md#${resource.toLowerCase()})`;
  const row = FLOW.rows.find((one) => 'tag' in one && one.tag === name);
  if (row) return row.key === 'start' ? 'runs: [start](start.md)' : `runs: \`${row.key}:\``;
  if (ELSEWHERE[name] !== undefined) return `runs: ${ELSEWHERE[name]}`;
  const why = KEPT[name];
  if (why === undefined) throw new TypeError(`flow-type-page.ts has to say why ${name} is not executed`);
  return `kept: ${why}`;
}
