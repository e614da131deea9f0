import type { Integration, IntegrationStore } from "./port.ts";

/** Reads at a time. */
const AT_A_TIME = 16;

/** The integrations of identifiers that there are, tombstones included, in the same order. */
export async function lookUpAll(
  integrations: Pick<IntegrationStore, "get">,
  ids: readonly string[],
): Promise<readonly Integration[]> {
  const found: Integration[] = [];
  for (let start = 0; start < ids.length; start += AT_A_TIME) {
    const some = await Promise.all(
      ids.slice(start, start + AT_A_TIME).map((id) => integrations.get(id)),
    );
    found.push(...some.filter((integration) => integration !== undefined));
  }
  return found;
}
