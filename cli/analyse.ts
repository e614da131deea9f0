import { TransientError } from "../core/errors.ts";
import { parseReference } from "../core/oci/reference.ts";
import type { Analyse } from "./commands/sbom.ts";
import { analyseLocally, type LocalSettings } from "./local-analysis.ts";
import { isLoopbackRegistry } from "./loopback-registry.ts";
import type { Service } from "./service.ts";
import { parseTarget } from "./target.ts";
import type { Output } from "./terminal/output.ts";
import type { Analysis } from "./analysis.ts";

/**
 * How commands analyse a target. Without a prefix: the service if it is reachable and knows
 * the image, else the image's registry; which one it was is said on standard error.
 */
export function createAnalyse(settings: LocalSettings, service: Service | undefined): Analyse {
  return async (text, options, output) => {
    const target = parseTarget(text);
    if (target.kind === "image") {
      const known = await askService(service, target.reference, options.platform, output);
      if (known !== undefined) return known;
      output.note(`Reading ${target.reference} from its registry.`);
    }
    return analyseLocally(target, options, settings, output);
  };
}

async function askService(
  service: Service | undefined,
  text: string,
  platform: string | undefined,
  output: Output,
): Promise<Analysis | undefined> {
  const reference = parseReference(text);
  if (service === undefined || isLoopbackRegistry(reference.registry)) return undefined;
  try {
    const analysis = await service.findImage(reference, text, platform);
    output.note(
      analysis === undefined
        ? `The service at ${service.url} does not know ${text}.`
        : `As the service at ${service.url} knows it.`,
    );
    return analysis;
  } catch (error) {
    if (!(error instanceof TransientError && error.code === "service-unreachable")) throw error;
    output.note(error.message);
    return undefined;
  }
}
