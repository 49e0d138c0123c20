export type { OpenApiProblem } from './document.ts';
export {
  type ReadOpenApi,
  readOpenApi,
  type ServiceOperation,
  type ServiceParameter,
  serverUrlOf,
} from './read-openapi.ts';
export { sampleOfSchema, samplesOfSchema } from './sample-of-schema.ts';
export { typeOfSchema } from './schema-type.ts';
export { callOf, inputNames, inputsOf, outputsOf, type ServiceCall, type ServiceReply } from './service-call.ts';
