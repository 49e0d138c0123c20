import { describe, expect, it } from 'vitest';
import { assigning, problemsOf, withElements } from '../support.ts';

const rule = 'not-assignable';
const MORE = `constants: { Max: 3 }
formulas: { f: { type: Number, expression: '1' } }
choices: { Red: { label: Red } }
`;

describe(rule, () => {
  it.each([
    ['Max', 'Max cannot be written to'],
    ['f', 'f cannot be written to'],
    ['Red', 'Red cannot be written to'],
    ['First', 'First cannot be written to'],
    ['$Flow.CurrentDate', '$Flow.CurrentDate cannot be written to'],
    ['$User.Id', '$User.Id cannot be written to'],
  ])('refuses %s', (target, message) => {
    expect(problemsOf(rule, withElements(`First: { type: assignment, assign: [ ${target}: 1 ] }`, MORE))).toMatchObject(
      [{ source: target, message }],
    );
  });

  it.each(['amount', 'acc.Name', 'anything.a.b', '$Flow.CurrentStage'])('lets %s be written', (target) => {
    expect(problemsOf(rule, assigning(`${target}: x`))).toEqual([]);
  });

  it('lets screen fields and loop items be written, and refuses the variable of a loop that is none', () => {
    const elements = `First: { type: screen, fields: { F: { type: text } }, next: L }
L: { type: loop, collection: names, forEach: A }
A: { type: assignment, assign: [ F: x, L: y ] }
`;
    expect(problemsOf(rule, withElements(elements))).toEqual([]);
    expect(problemsOf(rule, withElements('First: { type: loop, collection: names, item: Max }', MORE))).toMatchObject([
      { source: 'Max' },
    ]);
  });

  it('says nothing of a name that does not exist', () => {
    expect(problemsOf(rule, assigning('nothing: 1'))).toEqual([]);
  });
});
