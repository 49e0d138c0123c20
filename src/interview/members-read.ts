import type { Flow } from '../model/flow.ts';
import { pathsIn } from './paths-read.ts';

/** The attributes that a flow reads of each of its names: `{!Who.recordId}` reads `recordId` of `who`; names in lower case. */
export function membersRead(flow: Flow): ReadonlyMap<string, readonly string[]> {
  const members = new Map<string, Set<string>>();
  for (const path of pathsIn(flow)) {
    const [name = '', member] = path.replaceAll(/\[[^\]]*\]/g, '').split('.');
    if (member === undefined) continue;
    const known = members.get(name.toLowerCase()) ?? new Set();
    members.set(name.toLowerCase(), known.add(member));
  }
  return new Map([...members].map(([name, known]) => [name, [...known]]));
}
