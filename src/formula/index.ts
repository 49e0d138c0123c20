/** The formula language: read, checked and compiled once, evaluated often (reference: formula-semantics). */
export { type CompiledFormula, checkFormula, compileFormula } from './compile.ts';
export {
  type EagerFunction,
  type FormulaFunction,
  type FunctionTable,
  type LazyFunction,
  optional,
  parameter,
  signatureOf,
} from './functions/define-function.ts';
export { FUNCTIONS } from './functions/index.ts';
export type { FormulaNode } from './node.ts';
export { type FoundReference, type ParsedFormula, parseFormula, referencesIn } from './parser.ts';
