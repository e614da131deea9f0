#!/usr/bin/env node
import { rmSync } from "node:fs";
import path from "node:path";
import { inspect } from "node:util";
import { createAdvisoryProgress } from "../local/advisory-progress.ts";
import { buildDemoImage } from "../local/demo-image.ts";
import { PortTakenError } from "../local/port-taken-error.ts";
import { summarize } from "../local/image-summary.ts";
import { startLocalMode, type LocalMode } from "../local/local-mode.ts";
import { openLogFiles } from "../local/log-files.ts";
import { pushImage } from "../local/push-image.ts";
import { HELP, readSettings, type LocalSettings } from "../local/settings.ts";
import { openTerminal } from "../local/terminal.ts";
import { watchImages } from "../local/watch-images.ts";
import { writeWelcome } from "../local/welcome.ts";

const terminal = openTerminal(process.stdout);

async function main(settings: LocalSettings): Promise<void> {
  if (settings.fresh) rmSync(settings.directory, { recursive: true, force: true });
  const log = openLogFiles(path.join(settings.directory, "logs"), createAdvisoryProgress(terminal));
  terminal.line("Starting ecr-scout and a simulated AWS account …");
  const local = await startLocalMode(settings, log);
  const organizationUrl = `${local.url}/v1/organizations/demo`;
  const watch = await watchImages({
    api: local.api,
    organization: "demo",
    onResult: (image) => {
      terminal.line();
      for (const line of summarize(image, organizationUrl, terminal)) terminal.line(line);
    },
    onError: log.error,
  });
  stopOnSignal(local, watch);
  writeWelcome(local, settings, terminal);
  if (settings.demo) await pushImage(local.registry, "demo/shop", "1.0", await buildDemoImage());
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
  const text = error instanceof PortTakenError ? error.message : error;
  process.stderr.write(`${typeof text === "string" ? text : inspect(text)}\n`);
  process.exit(1);
}
