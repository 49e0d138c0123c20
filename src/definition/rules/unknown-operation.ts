import { inputNames, inputsOf } from '../../openapi/index.ts';
import { nearest } from '../../values/nearest.ts';
import { findOperation, openApiOf, operationsOf } from '../external-services.ts';
import type { Problem, Rule } from './rule.ts';

export const unknownOperation: Rule = {
  id: 'unknown-operation',
  severity: 'error',
  doc: 'An action calls an operation that the external service does not have, or with inputs that it does not take or lacks.',
  check: ({ flow, surroundings: { org } }) => {
    const services = org?.externalServices ?? [];
    if (services.length === 0) return [];
    return flow.elements.flatMap((element): readonly Problem[] => {
      if (element.type !== 'action' || element.kind !== 'externalService') return [];
      const { service, operation } = findOperation(services, element.action.name);
      if (service === null) return [];
      if (openApiOf(service) === null) {
        const suggestion = `look at ${service.schema.file}: it begins with openapi: 3… or swagger: '2.0'`;
        const message = `the schema of the external service ${service.name} is no OpenAPI document`;
        return [{ message, place: element.action.place, suggestion }];
      }
      if (operation === null) {
        const names = operationsOf(service).map(({ id }) => `${service.name}.${id}`);
        const near = nearest(element.action.name, names);
        return [
          {
            message: `the external service ${service.name} has no operation ${element.action.name.slice(service.name.length + 1)}`,
            place: element.action.place,
            suggestion: near ? `did you mean ${near}?` : `it has ${names.join(', ') || 'none that can be called'}`,
          },
        ];
      }
      const declared = inputsOf(operation);
      const known = declared.flatMap(({ name }) => inputNames(name));
      const lower = new Set(known.map((name) => name.toLowerCase()));
      const given = new Set(element.inputs.map(({ name }) => name.toLowerCase()));
      const unknown = element.inputs
        .filter(({ name }) => !lower.has(name.toLowerCase()))
        .map(({ name, place }): Problem => {
          const near = nearest(name, known);
          const all = declared.map((one) => one.name).join(', ');
          return {
            message: `${service.name}.${operation.id} takes no input ${name}`,
            place,
            suggestion: near ? `did you mean ${near}?` : all === '' ? 'it takes none' : `it takes ${all}`,
          };
        });
      const missing = declared
        .filter(({ name, required }) => required && !inputNames(name).some((one) => given.has(one.toLowerCase())))
        .map(
          ({ name }): Problem => ({
            message: `${service.name}.${operation.id} needs the input ${name}`,
            place: element.place,
            suggestion: `write inputs: { ${name}: … }`,
          }),
        );
      return [...unknown, ...missing];
    });
  },
};
