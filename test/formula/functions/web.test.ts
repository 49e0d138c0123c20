import { describe, expect, it } from 'vitest';
import { FormulaEvaluationError } from '../../../src/errors.ts';
import type { Value } from '../../../src/model/value.ts';
import { evaluate } from './evaluate.ts';

describe('functions for pages, links and records', () => {
  it.each<[string, Value]>([
    [`HTMLENCODE("<a href='x'>&</a>")`, '&lt;a href=&#39;x&#39;&gt;&amp;&lt;/a&gt;'],
    [`JSENCODE("it's </b>")`, "it\\'s \\u003C/b\\u003E"],
    ['JSENCODE("/* <!-- */ a*b")', '\\/\\* \\u003C\\!-- \\*\\/ a\\*b'],
    ['JSINHTMLENCODE("a\'<")', 'a\\&#39;&lt;'],
    [
      'IMAGE("/a.png", "A \\"cat\\"", 10)',
      '<img src="/a.png" alt="A &quot;cat&quot;" style="height:10px;" border="0"/>',
    ],
    ['IMAGE("/a.png", noText)', '<img src="/a.png" alt="" border="0"/>'],
    ['HTMLENCODE("© 😀")', '&copy; &#128512;'],
    ['URLENCODE("a b&c=ü/~*")', 'a+b%26c%3D%C3%BC%2F%7E*'],
    ['HYPERLINK("https://x.y/?a=1&b=2", "<Go>")', '<a href="https://x.y/?a=1&amp;b=2" target="_blank">&lt;Go&gt;</a>'],
    ['HYPERLINK("/x", "y", "_self")', '<a href="/x" target="_self">y</a>'],
    ['CASESAFEID("001000000000001")', '001000000000001AAA'],
    ['CASESAFEID("00530000003xqAb")', '00530000003xqAbAAI'],
    ['CASESAFEID("001000000000001AAA")', '001000000000001AAA'],
    ['CASESAFEID("")', null],
    ['URLENCODE(noText)', null],
  ])('%s is %j', (text, expected) => {
    expect(evaluate(text)).toEqual(expected);
  });

  it('refuses what is no id', () => {
    expect(() => evaluate('CASESAFEID("001")')).toThrow(FormulaEvaluationError);
  });
});
