import * as z from "zod";
import type { ImageConfigSummary, Platform } from "../contract/inventory.ts";
import { PermanentError } from "../errors.ts";
import { platformOf } from "../oci/platform.ts";
import { isSecretName, REDACTED, redactSecrets } from "./redact.ts";
import { redactInstruction } from "./redact-history.ts";

/** Labels that are kept: real images have a dozen. */
const MAX_LABELS = 200;

/** A field of another form than expected is left out: nothing of the analysis rests on it. */
function lenient<T extends z.ZodType>(schema: T) {
  return schema.optional().catch(undefined);
}

/** What names a platform is a word of Go's, and is shown wherever the image is. */
const PlatformWord = z.string().regex(/^[\w.-]{0,64}$/);

/** The fields of an image config that we use (image-spec config.md). */
const ImageConfig = z.object({
  created: lenient(z.string()),
  os: lenient(PlatformWord),
  architecture: lenient(PlatformWord),
  variant: lenient(PlatformWord),
  config: lenient(
    z.object({
      User: lenient(z.string()),
      WorkingDir: lenient(z.string()),
      Entrypoint: lenient(z.array(z.string())),
      Cmd: lenient(z.array(z.string())),
      Env: lenient(z.array(z.string())),
      ExposedPorts: lenient(z.record(z.string(), z.unknown())),
      Labels: lenient(z.record(z.string(), z.string())),
    }),
  ),
  rootfs: lenient(z.object({ diff_ids: z.array(z.string()) })),
  history: lenient(
    z.array(z.object({ created_by: lenient(z.string()), empty_layer: lenient(z.boolean()) })),
  ),
});

/** What is kept of an image config. */
export interface ImageConfigFacts {
  readonly platform: Platform | undefined;
  readonly summary: ImageConfigSummary;
  /** By layer; empty where the config doesn't name as many as the manifest has. */
  readonly diffIds: readonly string[];
  /** Instructions by layer, redacted; empty where the history doesn't fit the layers. */
  readonly createdBy: readonly (string | undefined)[];
}

/**
 * Reads an image config: names of the environment without values, and nothing that looks like a secret.
 * @param layers Number of the manifest's layers.
 * @throws PermanentError `malformed-config`
 */
export function readImageConfig(bytes: Buffer, layers: number): ImageConfigFacts {
  const parsed = ImageConfig.safeParse(parseJson(bytes));
  if (!parsed.success) throw malformed(parsed.error);
  const { rootfs, history = [] } = parsed.data;
  const diffIds = rootfs?.diff_ids ?? [];
  const instructions = history.filter((entry) => entry.empty_layer !== true);
  return {
    platform: platformOf(parsed.data),
    summary: summaryOf(parsed.data),
    diffIds: diffIds.length === layers ? diffIds : [],
    createdBy:
      instructions.length === layers
        ? instructions.map(({ created_by }) => created_by && redactInstruction(created_by))
        : [],
  };
}

function summaryOf({ created, config }: z.infer<typeof ImageConfig>): ImageConfigSummary {
  const { User, WorkingDir, Entrypoint, Cmd, Env, ExposedPorts, Labels } = config ?? {};
  return {
    ...(created !== undefined && { created }),
    ...(User !== undefined && { user: User }),
    ...(WorkingDir !== undefined && { workingDirectory: WorkingDir }),
    ...(Entrypoint && { entrypoint: redactWords(Entrypoint) }),
    ...(Cmd && { command: redactWords(Cmd) }),
    ...(ExposedPorts && { exposedPorts: Object.keys(ExposedPorts).sort() }),
    ...(Env && { environmentNames: Env.map((entry) => entry.split("=", 1)[0] ?? "").sort() }),
    ...(Labels && { labels: redactLabels(Labels) }),
  };
}

/** In `["--password", "x"]` the name and its value are two words. */
function redactWords(words: readonly string[]): string[] {
  return words.map((word, index) => {
    const option = words[index - 1];
    const isValue =
      option?.startsWith("-") === true && !option.includes("=") && isSecretName(option);
    return isValue ? REDACTED : redactSecrets(word);
  });
}

function redactLabels(labels: Readonly<Record<string, string>>): Record<string, string> {
  const kept = Object.entries(labels).slice(0, MAX_LABELS);
  return Object.fromEntries(
    kept.map(([name, value]) => [name, isSecretName(name) ? REDACTED : redactSecrets(value)]),
  );
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch (error) {
    throw malformed(error);
  }
}

function malformed(cause: unknown): PermanentError {
  return new PermanentError(
    "malformed-config",
    "The image's config is not what the image specification says. Build and push the image again.",
    { cause },
  );
}
