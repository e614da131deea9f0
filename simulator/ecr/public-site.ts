import type { IncomingMessage, ServerResponse } from "node:http";
import type { PublicSite } from "../public/public-site.ts";
import type { EcrContext } from "./context.ts";
import { layerHost, parseEcrHost, registryHost } from "./hosts.ts";
import { answerLayer } from "./layer-origin.ts";
import { absoluteUrl, answering } from "./registry/answering.ts";
import { authenticate } from "./registry/authenticate.ts";
import { answerRegistry } from "./registry/router.ts";
import type { Registry } from "./repository.ts";

/**
 * ECR's public names: `<account>.dkr.ecr.<region>.amazonaws.com`, with login, and the bucket that
 * layers are downloaded from.
 *
 * @param registries Whose names are known beforehand.
 */
export function ecrPublicSite(context: EcrContext, registries: readonly Registry[]): PublicSite {
  const regions = new Set(registries.map(({ region }) => region));
  return {
    hosts: [...registries.map(registryHost), ...[...regions].map(layerHost)],
    serves: (host) => parseEcrHost(host) !== undefined,
    answer: (request, response) =>
      answering(request, response, () => answerAwsName(context, request, response)),
  };
}

async function answerAwsName(
  context: EcrContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = absoluteUrl("https", request);
  const host = parseEcrHost(url.hostname);
  if (host?.kind !== "registry") {
    await answerLayer(context, request, response);
    return;
  }
  const { registry } = host;
  await answerRegistry(context, {
    ...{ request, response, url, registry },
    access: authenticate(context, registry, request),
    createsRepositories: false,
    layerOrigin: `https://${layerHost(registry.region)}`,
  });
}
