import { parseSync } from 'sformula';
import { inputs } from './workload.js';

const types = { Text: { type: 'string' }, Number: { type: 'number', precision: 18, scale: 2 }, Date: { type: 'date' } };
const inputTypes = Object.fromEntries(Object.entries(inputs).map(([name, [type]]) => [name, types[type]]));
const values = Object.fromEntries(
  Object.entries(inputs).map(([name, [type, text]]) => [name, type === 'Number' ? Number(text) : text]),
);

export function compile(text) {
  const parsed = parseSync(text, { inputTypes });
  return () => parsed.evaluate(values);
}

export function evaluate(text) {
  return parseSync(text, { inputTypes }).evaluate(values);
}
