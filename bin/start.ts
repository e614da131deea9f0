#!/usr/bin/env node
import { existsSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { inspect } from "node:util";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { createAdvisoryPublication } from "../adapters/aws/advisory-publication.ts";
import { createSqsQueue } from "../adapters/aws/sqs-queue.ts";
import { readAdvisoryIndex } from "../adapters/sqlite/advisory-directory.ts";
import type { RematchRequest } from "../core/contract/advisory-messages.ts";
import { createAdvisoryProgress } from "../local/advisory-progress.ts";
import { buildDemoImage } from "../local/demo-image.ts";
import { PortTakenError } from "../local/port-taken-error.ts";
import { summarize } from "../local/image-summary.ts";
import { startLocalMode, type LocalMode } from "../local/local-mode.ts";
import { openLogFiles } from "../local/log-files.ts";
import { pushImage } from "../local/push-image.ts";
import { HELP, readSettings, type LocalSettings } from "../local/settings.ts";
import { SettingsError } from "../local/settings-error.ts";
import { StateVersionError } from "../local/state-version.ts";
import { openTerminal } from "../local/terminal.ts";
import { watchImages } from "../local/watch-images.ts";
import { writeWelcome } from "../local/welcome.ts";

const terminal = openTerminal(process.stdout);

async function main(settings: LocalSettings): Promise<void> {
  if (settings.fresh) wipe(settings.directory);
  const log = openLogFiles(path.join(settings.directory, "logs"), createAdvisoryProgress(terminal));
  terminal.line("Starting ecr-scout and a simulated AWS account …");
  const local = await startLocalMode(settings, log);
  const pagesUrl = `${local.url}/o/demo`;
  const watch = await watchImages({
    api: local.api,
    organization: "demo",
    onResult: (image) => {
      terminal.line();
      for (const line of summarize(image, pagesUrl, terminal)) terminal.line(line);
    },
    onError: log.error,
  });
  stopOnSignal(local, watch);
  writeWelcome(local, settings, terminal);
  await publishBuiltAdvisories(local, path.join(settings.directory, "advisories"));
  if (settings.demo) await pushImage(local.registry, "demo/shop", "1.0", await buildDemoImage());
}

/** Wipes the state of earlier runs; advisories that somebody built are no such state. */
function wipe(directory: string): void {
  if (!existsSync(directory)) return;
  for (const name of readdirSync(directory)) {
    if (name === "advisories" || name === "bench") continue;
    rmSync(path.join(directory, name), { recursive: true, force: true });
  }
}

/**
 * Publishes what `npm run advisories` built, where it is newer than what the functions have,
 * and has stored results matched again: the way of those who have no internet.
 */
async function publishBuiltAdvisories(local: LocalMode, directory: string): Promise<void> {
  const { clients, advisoryBucketName, rematchQueueUrl } = local.operator;
  const publication = createAdvisoryPublication(
    new S3Client({ ...clients, forcePathStyle: true }),
    advisoryBucketName,
  );
  const rematches = createSqsQueue<RematchRequest>(new SQSClient(clients), rematchQueueUrl);
  for (const file of Object.values(readAdvisoryIndex(directory).databases)) {
    if (file.coverage !== "full") continue;
    const known = await publication.find(file.ecosystem);
    if (known?.coverage === "full" && known.asOf >= file.asOf) continue;
    await publication.publish(file, path.join(directory, file.file));
    const { ecosystem } = file;
    await rematches.send({ kind: "ecosystem", ecosystem, organizationId: "demo" });
    terminal.line(`  Using your advisories for ${ecosystem}, as of ${file.asOf.slice(0, 10)}.`);
  }
}

/** The first signal stops in order, a second one at once: a restart repairs either. */
function stopOnSignal(local: LocalMode, watch: { close(): Promise<void> }): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(130);
    stopping = true;
    terminal.line("\nStopping …");
    void watch
      .close()
      .then(() => local.close())
      .finally(() => process.exit(0));
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}

try {
  const settings = readSettings(process.argv.slice(2), process.env);
  if (settings.help) process.stdout.write(HELP);
  else await main(settings);
} catch (error) {
  const isForPeople = [PortTakenError, StateVersionError, SettingsError].some(
    (type) => error instanceof type,
  );
  process.stderr.write(
    `${isForPeople && error instanceof Error ? error.message : inspect(error)}\n`,
  );
  process.exit(1);
}
