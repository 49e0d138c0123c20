/** What a file's name says of it, for folders and globs on the command line. */

const YAML = /\.ya?ml$/i;
const METADATA = /\.(?:flow-meta\.xml|flow)$/i;
const FLOW_TEST = /\.flowtest(?:-meta\.xml)?$/i;
const TEST = /\.test\.ya?ml$/i;
const ANSWERS = /\.answers\.ya?ml$/i;
const CONFIG = /(?:^|\/)flowrun\.config\.ya?ml$/i;
const IN_ORG = /(?:^|\/)org\//;

/** Whether it is a flow's metadata: `*.flow-meta.xml`, or the Metadata API's `*.flow`. */
export function isMetadataFlow(path: string): boolean {
  return METADATA.test(path);
}

/** Whether it is a test of a flow in an org: `*.flowtest-meta.xml`, or the Metadata API's `*.flowtest`. */
export function isFlowTest(path: string): boolean {
  return FLOW_TEST.test(path);
}

/** Whether it is a test of flows. */
export function isTestFile(path: string): boolean {
  return TEST.test(path);
}

/** Whether it holds answers for screens. */
export function isAnswersFile(path: string): boolean {
  return ANSWERS.test(path);
}

/** Whether it can be a flow in YAML: no test, no answers, no settings, no file of an org. */
export function isYamlFlow(path: string): boolean {
  return YAML.test(path) && !TEST.test(path) && !ANSWERS.test(path) && !CONFIG.test(path) && !IN_ORG.test(path);
}
