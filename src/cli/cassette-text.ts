import { parseYaml } from '../definition/index.ts';
import type { Cassette } from '../effects/index.ts';
import { yamlFromDocument } from '../metadata/yaml-writer.ts';
import type { Values } from '../model/value.ts';
import { stringifyJson } from '../values/json.ts';

/** A cassette as YAML, for people to read and change; what is empty is left out. */
export function cassetteText({ callouts }: Cassette): string {
  const plain: Values = {
    callouts: callouts.map(({ flow, element, request, reply }) => {
      const { headers, body, ...line } = request;
      return {
        flow,
        element,
        request: {
          ...line,
          ...(Object.keys(headers).length > 0 ? { headers } : {}),
          ...(body === null ? {} : { body }),
        },
        reply: 'fault' in reply ? { fault: reply.fault } : { ...reply },
      };
    }),
  };
  const { document } = parseYaml(stringifyJson(plain), '');
  return `# What a run called and got. flowrun test replays it (cassette:), flowrun test -u records it anew.\n${document ? yamlFromDocument(document) : ''}`;
}
