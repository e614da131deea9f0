import { PermanentError } from "../core/errors.ts";
import { parseReference } from "../core/oci/reference.ts";
import type { Analysis, Engine, EngineOptions, Inspection } from "./engine.ts";
import { inspectLocally } from "./local/inventory.ts";
import type { LocalSettings } from "./local/settings.ts";
import { isLoopbackRegistry } from "./loopback-registry.ts";
import type { KnownImage, Service } from "./service/service.ts";
import { summaryOf } from "./summary.ts";
import { parseTarget, type Target } from "./target.ts";

/**
 * The engine of the command line. A target without a prefix: the service if it is
 * reachable and knows the image, else the image's registry; which one it was is noted.
 * @param connect Finds the service, where there is one; asked for such targets alone.
 */
export function createEngine(
  settings: LocalSettings,
  connect: () => Promise<Service | undefined>,
): Engine {
  async function analyseHere(target: Target, options: EngineOptions): Promise<Analysis> {
    const inspection = await inspectHere(target, options, settings);
    const { matchLocally } = await import("./local/advisories.ts");
    return matchLocally(inspection, options, settings);
  }
  return {
    async inspect(text, options) {
      const target = parseTarget(text);
      const known = await askService(target, connect, options);
      return (await known?.inspect()) ?? inspectHere(target, options, settings);
    },
    async analyse(text, options) {
      const target = parseTarget(text);
      const known = await askService(target, connect, options);
      return (await known?.analyse()) ?? analyseHere(target, options);
    },
    async summarise(text, options) {
      const target = parseTarget(text);
      const known = await askService(target, connect, options);
      return (await known?.summarise()) ?? summaryOf(await analyseHere(target, options));
    },
    async newest({ signal }) {
      const service = await connect();
      if (service !== undefined) return service.newest(signal);
      throw new PermanentError(
        "no-target",
        "No image is named, and there is no service whose newest one could be shown. Name one, for example registry://alpine:3.20, or set SCOUT_URL and SCOUT_TOKEN.",
      );
    },
  };
}

function inspectHere(
  target: Target,
  options: EngineOptions,
  settings: LocalSettings,
): Promise<Inspection> {
  if (target.kind === "image") {
    options.notes.note(`Reading ${target.reference} from its registry.`);
  }
  return inspectLocally(target, options, settings);
}

/** Undefined: not the service's business, or it does not answer, or does not know the image. */
async function askService(
  target: Target,
  connect: () => Promise<Service | undefined>,
  options: EngineOptions,
): Promise<KnownImage | undefined> {
  if (target.kind !== "image") return undefined;
  const reference = parseReference(target.reference);
  // What is on this machine by name is meant to be read there.
  if (isLoopbackRegistry(reference.registry)) return undefined;
  const service = await connect();
  if (service === undefined) return undefined;
  const { notes } = options;
  notes.progress(`asking ${service.url} …`);
  const found = await service.findImage(reference, target.reference, options);
  switch (found.kind) {
    case "unreachable":
      notes.note(`No service answers at ${service.url} (${found.reason}).`);
      return undefined;
    case "unknown":
      notes.note(`The service at ${service.url} does not know ${target.reference}.`);
      return undefined;
    case "known":
      notes.note(found.image.introduction);
      return found.image;
  }
}
