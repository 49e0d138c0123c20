import type { DataType, ResourceType } from '../model/value.ts';

/** What an operator can stand on: one value of a data type, or a collection of any. */
export type Operand = DataType | 'collection';

/** Text, Picklist and Multipicklist hold text, and take each other's values (reference: flow-semantics 3). */
export const TEXTS: readonly DataType[] = ['Text', 'Picklist', 'Multipicklist'];
export const NUMBERS: readonly DataType[] = ['Number', 'Currency'];
export const MOMENTS: readonly DataType[] = ['Date', 'DateTime', 'Time'];
export const OBJECTS: readonly DataType[] = ['Record', 'Apex'];
/** One value of any type that is known before the run. */
export const SINGLES: readonly DataType[] = [...TEXTS, ...NUMBERS, 'Boolean', ...MOMENTS, ...OBJECTS];
export const COLLECTION: readonly Operand[] = ['collection'];
export const ALL: readonly Operand[] = [...SINGLES, 'collection'];

export function operandOf(type: ResourceType): Operand {
  return type.collection === true ? 'collection' : type.dataType;
}

/** Whether a resource of this type can stand there; what JSON is shows only when the flow runs. */
export function takes(operands: readonly Operand[], type: ResourceType): boolean {
  const operand = operandOf(type);
  return operand === 'JSON' || operands.includes(operand);
}

/** "Text, Picklist or a collection", for messages. */
export function wordsOf(operands: readonly Operand[]): string {
  const words = operands.map((operand) => (operand === 'collection' ? 'a collection' : operand));
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
