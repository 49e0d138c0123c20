import type { Layer } from '../effects/index.ts';
import { UsageError } from '../errors.ts';
import type { OrgDefinition } from '../model/org.ts';
import { embeddedOrgName } from '../project/index.ts';

/**
 * Keeps a test off the network: a callout without a stub may reach the embedded org that the test names, and nothing else.
 * A named credential that does not exist goes through: that is a fault of the flow's own.
 * @throws UsageError (when performing) that names the element and how to stub it.
 */
export function onlyEmbeddedOrg(org: OrgDefinition, allowed: string | null): Layer {
  return (inner) => ({
    ...inner,
    callout: async (effect, interview, signal) => {
      const { element, request } = effect;
      const wanted = request.namedCredential.toLowerCase();
      const named = org.namedCredentials.find(({ name }) => name.toLowerCase() === wanted);
      const target = named ? embeddedOrgName(named.url) : null;
      if (named && (target === null || target.toLowerCase() !== allowed?.toLowerCase())) {
        const stub = `callouts: { ${element}: { status: 200, body: { … } } }`;
        const real = target === null ? '' : `, or let it reach the embedded org: org: ${target}`;
        throw new UsageError(
          `the callout of ${element} has no stub, and a test does not call ${named.url}`,
          `stub it: ${stub}${real}`,
        );
      }
      return inner.callout(effect, interview, signal);
    },
  });
}
