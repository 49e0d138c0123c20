import { match } from '../match.ts';
import type { Expectation } from './define-expectation.ts';

/**
 * `records: { Account: [{ Name: Acme }] }`: every record of the objects that are named, oldest first, each by its expected
 * fields; an empty list says that there is none.
 */
export const records: Expectation = ({ node, place }, run) => {
  if (node.kind !== 'map') return match(node, run.records, 'records');
  return node.entries.flatMap(({ key, value }) => {
    const object = Object.keys(run.records).find((name) => name.toLowerCase() === key.toLowerCase());
    const found = object === undefined ? [] : (run.records[object] ?? []);
    return match(value, found, `records.${key}`).map((mismatch) =>
      mismatch.place.end > 0 ? mismatch : { ...mismatch, place },
    );
  });
};
