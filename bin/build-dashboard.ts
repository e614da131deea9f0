#!/usr/bin/env node
import { fileURLToPath } from "node:url";
import type { InlineConfig } from "vite";

/**
 * Builds the dashboard into dashboard/dist. With `--if-possible`, as after an installation, it does
 * nothing where the tools for building are not installed (`npm ci --omit=dev`).
 */
async function main(isOptional: boolean): Promise<void> {
  const vite = await import("vite").catch((error: unknown) => {
    if (isOptional) return undefined;
    throw error;
  });
  const config: InlineConfig = {
    configFile: fileURLToPath(new URL("../dashboard/vite.config.ts", import.meta.url)),
    logLevel: isOptional ? "warn" : "info",
  };
  await vite?.build(config);
}

await main(process.argv.includes("--if-possible"));
