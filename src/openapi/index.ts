export type { OpenApiProblem } from './document.ts';
export {
  type ReadOpenApi,
  readOpenApi,
  type ServiceOperation,
  type ServiceParameter,
  serverUrlOf,
} from './read-openapi.ts';
export { callOf, inputNames, inputsOf, outputsOf, type ServiceCall, type ServiceReply } from './service-call.ts';
