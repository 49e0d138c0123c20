import type { HttpCalloutElement } from '../../model/elements.ts';
import type { JsonExpression } from '../../model/expression.ts';
import {
  BINARY_CONTENTS,
  isBase64,
  isMediaType,
  PART_CONTENTS,
  PART_OPTIONS,
  type PartContent,
} from '../../values/body-parts.ts';
import { nearest } from '../../values/nearest.ts';
import type { CheckSurroundings } from '../check-flow.ts';
import type { Problem, Rule } from './rule.ts';

type JsonObject = Extract<JsonExpression, { kind: 'object' }>;
type WhyNotSent = CheckSurroundings['whyNotSent'];

export const requestBody: Rule = {
  id: 'request-body',
  severity: 'error',
  doc: 'The body of a multipart or binary callout is not what its kind can send, or names a file that cannot be sent.',
  check: ({ flow, surroundings: { whyNotSent } }) =>
    flow.elements.flatMap((element) => (element.type === 'httpCallout' ? problemsOf(element, whyNotSent) : [])),
};

function problemsOf({ body, bodyType, headers }: HttpCalloutElement, whyNotSent: WhyNotSent): readonly Problem[] {
  if (bodyType === 'binary') return body ? binaryProblems(body, whyNotSent) : [];
  if (bodyType !== 'multipart') return [];
  const typed = headers.filter(({ name }) => name.toLowerCase() === 'content-type');
  const problems = typed.map(
    ({ name, place }): Problem => ({
      message: `a multipart body has its own ${name}, which names what stands between its parts`,
      place,
      suggestion: 'leave the header out',
    }),
  );
  return [...problems, ...(body ? multipartProblems(body, whyNotSent) : [])];
}

function binaryProblems(body: JsonExpression, whyNotSent: WhyNotSent): readonly Problem[] {
  if (body.kind === 'object') return contentProblems('a binary body', body, BINARY_CONTENTS, whyNotSent);
  if (isKnownLater(body)) return [];
  const suggestion = 'write body: { file: path/in/the/project } or { base64: … }';
  return [{ message: 'a binary body has to be a map of file or base64', place: body.place, suggestion }];
}

function multipartProblems(body: JsonExpression, whyNotSent: WhyNotSent): readonly Problem[] {
  if (body.kind !== 'object') {
    if (isKnownLater(body)) return [];
    const suggestion = 'write body: { name: text, other: { file: path/in/the/project } }';
    return [{ message: 'a multipart body has to be a map of its parts', place: body.place, suggestion }];
  }
  return body.entries.flatMap(({ key, value }) =>
    (value.kind === 'list' ? value.items : [value]).flatMap((part): readonly Problem[] => {
      if (part.kind === 'object') return contentProblems(`the part ${key}`, part, PART_CONTENTS, whyNotSent);
      if (part.kind !== 'list') return [];
      const suggestion = 'write { json: … } to send a list as JSON';
      return [{ message: `the part ${key} is a list in a list`, place: part.place, suggestion }];
    }),
  );
}

/** A reference or a formula may give a map when the flow runs. */
function isKnownLater({ kind }: JsonExpression): boolean {
  return kind === 'reference' || kind === 'formula' || kind === 'opaque' || kind === 'none';
}

function contentProblems(
  what: string,
  { entries, place }: JsonObject,
  kinds: readonly PartContent[],
  whyNotSent: WhyNotSent,
): readonly Problem[] {
  const known: readonly string[] = [...kinds, ...PART_OPTIONS];
  const unknown = entries
    .filter(({ key }) => !known.includes(key))
    .map(({ key, value }): Problem => {
      const near = nearest(key, known);
      const suggestion = near ? `did you mean ${near}?` : `its keys: ${known.join(', ')}`;
      return { message: `${what} has no key ${key}`, place: value.place, suggestion };
    });
  if (unknown.length > 0) return unknown;
  const [content, more] = entries.filter(({ key }) => kinds.some((kind) => kind === key));
  if (content === undefined || more !== undefined) {
    const choice = `one of ${kinds.join(', ')}`;
    const message = more ? `${what} has both ${content?.key} and ${more.key}` : `${what} needs ${choice}`;
    return [{ message, place: more?.value.place ?? place, suggestion: `write exactly ${choice}` }];
  }
  return entries.flatMap(({ key, value }) => valueProblems(what, key, value, whyNotSent));
}

function valueProblems(what: string, key: string, value: JsonExpression, whyNotSent: WhyNotSent): readonly Problem[] {
  if (key === 'text' || key === 'json') return [];
  if (value.kind === 'object' || value.kind === 'list') {
    return [{ message: `${key} of ${what} has to be a text`, place: value.place, suggestion: 'write a text' }];
  }
  if (value.kind !== 'literal' || typeof value.value !== 'string') return [];
  const problem = literalProblem(key, value.value, whyNotSent);
  return problem === null ? [] : [{ ...problem, place: value.place }];
}

function literalProblem(key: string, text: string, whyNotSent: WhyNotSent): Omit<Problem, 'place'> | null {
  if (key === 'contentType' && !isMediaType(text)) {
    return {
      message: `${text === '' ? 'empty text' : text} is no media type`,
      suggestion: 'write one such as image/png',
    };
  }
  if (key === 'base64' && !isBase64(text)) {
    return {
      message: 'this is no Base64',
      suggestion: 'send text as { text: … }, a file of the project as { file: … }',
    };
  }
  if (key !== 'file') return null;
  const why = whyNotSent?.(text) ?? null;
  return why === null ? null : { message: `the file ${text} ${why.message}`, suggestion: why.suggestion };
}
