import { describe, expect, it } from 'vitest';
import { problemsOf, withElements } from '../support.ts';

const rule = 'request-body';
const whyNotSent = (path: string) =>
  path === 'files/a.txt' ? null : { message: 'does not exist', suggestion: 'look for it' };

const calling = (bodyType: string, body: string, more = ''): string =>
  withElements(
    `First: { type: httpCallout, namedCredential: Api, method: POST, path: /, bodyType: ${bodyType}, body: ${body}${more} }`,
  );
const messages = (bodyType: string, body: string, more?: string): readonly string[] =>
  problemsOf(rule, calling(bodyType, body, more), { whyNotSent }).map(({ message }) => message);

describe('request-body', () => {
  it.each([
    ['multipart', "{ a: b, b: '{!name}', c: 1, d: [a, { text: b }], e: { file: files/a.txt, fileName: x } }"],
    ['multipart', "{ a: { file: '{!name}' }, b: { base64: '{!name}', contentType: '{!name}' }, c: { json: [[1]] } }"],
    ['multipart', "'{!anything}'"],
    ['multipart', "{ a: { base64: '' } }"],
    ['binary', '{ file: files/a.txt, contentType: image/png; q=1 }'],
    ['binary', '{ base64: "AP-_" }'],
    ['binary', "'{!anything}'"],
    ['json', '{ file: nowhere.txt, base64: ü }'],
    ['text', "'{!name}'"],
  ])('takes %s: %s', (bodyType, body) => {
    expect(messages(bodyType, body)).toEqual([]);
  });

  it.each([
    ['multipart', 'text', 'a multipart body has to be a map of its parts'],
    ['multipart', '[a]', 'a multipart body has to be a map of its parts'],
    ['multipart', '{ a: [[b]] }', 'the part a is a list in a list'],
    ['multipart', '{ a: {} }', 'the part a needs one of text, json, file, base64'],
    ['multipart', '{ a: { text: b, json: c } }', 'the part a has both text and json'],
    ['multipart', '{ a: { flie: files/a.txt } }', 'the part a has no key flie'],
    ['multipart', '{ a: { file: files/b.txt } }', 'the file files/b.txt does not exist'],
    ['multipart', '{ a: { file: [b] } }', 'file of the part a has to be a text'],
    ['multipart', '{ a: { text: b, contentType: png } }', 'png is no media type'],
    ['multipart', '{ a: { text: b, contentType: "a/b\\r\\nX: 1" } }', 'a/b\r\nX: 1 is no media type'],
    ['binary', 'AAA=', 'a binary body has to be a map of file or base64'],
    ['binary', '{ base64: "%" }', 'this is no Base64'],
    ['binary', '{ text: a }', 'a binary body has no key text'],
    ['binary', '{ file: nowhere.txt }', 'the file nowhere.txt does not exist'],
  ])('refuses %s: %s', (bodyType, body, message) => {
    expect(messages(bodyType, body)).toEqual([message]);
  });

  it('refuses a content type beside the parts', () => {
    expect(messages('multipart', '{ a: b }', ', headers: { content-type: multipart/form-data }')).toEqual([
      'a multipart body has its own content-type, which names what stands between its parts',
    ]);
    expect(messages('binary', '{ base64: "" }', ', headers: { content-type: image/png }')).toEqual([]);
  });

  it('points at the file, and says what to do', () => {
    const text = calling('multipart', '{ a: { file: files/b.txt } }');
    expect(problemsOf(rule, text, { whyNotSent })).toEqual([
      {
        rule,
        at: '13:116',
        source: 'files/b.txt',
        message: 'the file files/b.txt does not exist',
        suggestion: 'look for it',
      },
    ]);
    expect(problemsOf(rule, text)).toEqual([]);
  });
});
