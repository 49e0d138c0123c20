/** The formula language: read, checked and compiled once, evaluated often (reference: formula-semantics). */
export { type CompiledFormula, checkFormula, compileFormula, type FormulaOptions, type NullMode } from './compile.ts';
export { type Candidate, type Completion, type CompletionScope, completeFormula } from './complete.ts';
export { type ExplainedStep, type Explanation, explainFormula } from './explain.ts';
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
export { OPTIONAL_FUNCTIONS } from './functions/optional.ts';
export type { FormulaNode } from './node.ts';
export { type FoundReference, type ParsedFormula, parseFormula, referencesIn } from './parser.ts';
export { type PrintOptions, printFormula } from './print.ts';
