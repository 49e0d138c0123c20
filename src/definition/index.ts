/** Definition files to flows and orgs, with everything that is wrong about them. */
export { type CheckSurroundings, checkFlow } from './check-flow.ts';
export {
  type DiagnosticJson,
  diagnosticToJson,
  type FrameOptions,
  formatDiagnostic,
  formatDiagnostics,
} from './code-frame.ts';
export { hasErrors, sortDiagnostics } from './diagnostics.ts';
export { findOperation, openApiOf, operationsOf } from './external-services.ts';
export { type GlobalFamilies, globalFamilies, resolveGlobal } from './globals.ts';
export {
  flowNameOf,
  type LoadedFlow,
  type LoadOptions,
  loadFlowFile,
  loadFlowText,
  type ReadDocument,
} from './load-flow.ts';
export { isMetadataFile } from './names.ts';
export { type Named, type Namespace, namespaceOf, type Resolution, splitPath } from './namespace.ts';
export { EMPTY_ORG, findOrgFolder, type LoadedOrg, loadOrgFolder } from './org-folder.ts';
export { type SchemaError, schemaErrors } from './schema.ts';
export { walkReferences } from './walk.ts';
export { parseYaml } from './yaml.ts';
