import { tokensOf } from './xml-tokens.ts';

/** An element that is open. */
interface Frame {
  readonly name: string;
  children: number;
  /** The last child, and whether it holds elements. */
  child: string;
  isLeaf: boolean;
  /** Whether the first child stands right behind the start tag. */
  isJoined: boolean;
}

/** More of them nobody has; a file that does is not followed. */
const MOST_PATHS = 200;

/**
 * Elements that hold one leaf and mostly stand on one line with it, by the tag of their owner: people write
 * `<value><stringValue>x</stringValue></value>` on one line, an org on three.
 *
 * @param text a well-formed file. Linear in its length.
 * @returns by owner, `value/stringValue`.
 */
export function oneLineIn(text: string): ReadonlyMap<string, readonly string[]> {
  const balance = new Map<string, number>();
  const frames: Frame[] = [];
  let isBehindTag = false;
  for (const { kind, start, end } of tokensOf(text)) {
    const top = frames.at(-1);
    if (kind === 'open' || kind === 'empty') {
      const name = /^<([^\s/>]{1,100})/.exec(text.slice(start, Math.min(end, start + 101)))?.[1] ?? '';
      if (top) {
        if (top.children === 0) top.isJoined = isBehindTag;
        Object.assign(top, { children: top.children + 1, child: name, isLeaf: true });
      }
      if (kind === 'open') frames.push({ name, children: 0, child: '', isLeaf: false, isJoined: false });
    } else if (kind === 'close' && top) {
      frames.pop();
      const owner = frames.at(-1);
      if (owner && top.children > 0) owner.isLeaf = false;
      if (owner && top.children === 1 && top.isLeaf) {
        const path = `${owner.name} ${top.name}/${top.child}`;
        balance.set(path, (balance.get(path) ?? 0) + (top.isJoined ? 1 : -1));
      }
    }
    isBehindTag = kind === 'open';
  }
  const paths = [...balance].filter(([, count]) => count > 0).map(([path]) => path.split(' '));
  if (paths.length > MOST_PATHS) return new Map();
  const byOwner = Map.groupBy(paths, ([owner = '']) => owner);
  return new Map([...byOwner].map(([owner, list]) => [owner, list.map(([, path = '']) => path)]));
}
