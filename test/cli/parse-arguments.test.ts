import { describe, expect, it } from 'vitest';
import { defineCommand } from '../../src/cli/command.ts';
import { parseArguments } from '../../src/cli/parse-arguments.ts';
import { UsageError } from '../../src/errors.ts';

const command = defineCommand({
  usage: ['greet NAME [options]'],
  options: {
    input: { type: 'string', short: 'i', multiple: true, value: 'NAME=VALUE', summary: 'an input' },
    answers: { type: 'string', value: 'FILE', summary: 'the answers' },
    loud: { type: 'boolean', summary: 'louder' },
  },
  positionals: { min: 1, max: 2 },
  examples: [],
  run: async () => 0,
});
const parse = (...argv: string[]) => parseArguments('greet', command, argv);

function failure(...argv: string[]): UsageError {
  try {
    parse(...argv);
  } catch (thrown) {
    if (thrown instanceof UsageError) return thrown;
    throw thrown;
  }
  return expect.unreachable(`${argv.join(' ')} was accepted`);
}

describe('parseArguments', () => {
  it('fills in what was not given', () => {
    expect(parse('Ann')).toEqual({
      positionals: ['Ann'],
      options: { input: [], answers: undefined, loud: false },
      json: false,
      help: false,
      noColor: false,
    });
  });

  it('reads options before, between and behind positionals', () => {
    const parsed = parse('--loud', 'Ann', '-i', 'a=1', '--input=b=2', 'Bob', '--answers', 'x.yaml', '--json');
    expect(parsed.positionals).toEqual(['Ann', 'Bob']);
    expect(parsed.options).toEqual({ input: ['a=1', 'b=2'], answers: 'x.yaml', loud: true });
    expect(parsed.json).toBe(true);
  });

  it('takes everything behind -- as it stands', () => {
    expect(parse('--', '--loud', '-x').positionals).toEqual(['--loud', '-x']);
  });

  it('takes a value that begins with a dash only when it is attached', () => {
    expect(parse('Ann', '--answers=-').options.answers).toBe('-');
    expect(parse('Ann', '--answers', '-').options.answers).toBe('-');
    expect(parse('Ann', '-i', 'a=-1').options.input).toEqual(['a=-1']);
    expect(failure('Ann', '--answers', '--loud')).toMatchObject({
      message: '--answers needs a value (FILE)',
      help: 'write --answers=--loud if that is the value',
    });
  });

  it.each([
    [['Ann', '--answer', 'x'], 'unknown option --answer', 'did you mean --answers?'],
    [['Ann', '--jsn'], 'unknown option --jsn', 'did you mean --json?'],
    [['Ann', '--frobnicate'], 'unknown option --frobnicate', 'see `flowrun help greet`'],
    [['Ann', '-z'], 'unknown option -z', 'see `flowrun help greet`'],
    [['Ann', '--constructor'], 'unknown option --constructor', 'see `flowrun help greet`'],
    [['Ann', '--answers'], '--answers needs a value (FILE)', 'see `flowrun help greet`'],
    [['Ann', '--loud=yes'], '--loud takes no value', 'see `flowrun help greet`'],
    [['Ann', '--answers=a', '--answers=b'], '--answers was given twice', 'see `flowrun help greet`'],
    [[], 'an argument is missing', 'usage: flowrun greet NAME [options]'],
    [['a', 'b', 'c'], 'unexpected argument "c"', 'usage: flowrun greet NAME [options]\nsee `flowrun help greet`'],
  ])('%j is refused', (argv, message, help) => expect(failure(...argv)).toMatchObject({ message, help }));

  it('asks for no positionals when help is wanted', () => expect(parse('--help').help).toBe(true));
});
