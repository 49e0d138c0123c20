import { parse } from 'formulon';
import { inputs } from './workload.js';

const makers = {
  Text: (text) => ({ type: 'literal', dataType: 'text', value: text, options: { length: text.length } }),
  Number: (text) => ({
    type: 'literal',
    dataType: 'number',
    value: text,
    options: { length: 18, scale: text.split('.')[1]?.length ?? 0 },
  }),
  Date: (text) => ({ type: 'literal', dataType: 'date', value: new Date(`${text}T00:00:00Z`) }),
};
const values = Object.fromEntries(Object.entries(inputs).map(([name, [type, text]]) => [name, makers[type](text)]));

/** It keeps nothing between evaluations: each reads the text again. */
export function compile(text) {
  return () => evaluate(text);
}

export function evaluate(text) {
  return parse(text, values).value;
}
