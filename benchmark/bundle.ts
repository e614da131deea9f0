import { build } from "esbuild";
import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

/** A Lambda function as it would be uploaded, before zipping. */
export interface FunctionBundle {
  readonly name: string;
  readonly path: string;
  /** Minified JavaScript. */
  readonly bytes: number;
}

/** Some of the libraries inside are CommonJS and ask for Node.js's modules by `require`. */
const BANNER =
  'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';

/** Bundles every function with all it needs, the AWS SDK included: one ES module each. */
export async function bundleFunctions(project: string): Promise<readonly FunctionBundle[]> {
  const functions = join(project, "lambdas");
  const target = join(project, ".local", "bench", "functions");
  rmSync(target, { recursive: true, force: true });
  const names = readdirSync(functions).filter((name) => name !== "runtime");
  await build({
    entryPoints: names.map((name) => ({ in: join(functions, name, "index.ts"), out: name })),
    outdir: target,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "node",
    target: "node24",
    // CycloneDX's library takes it if it is there, for XML, which no function writes.
    external: ["xmlbuilder2"],
    banner: { js: BANNER },
    logLevel: "error",
  });
  return names.map((name) => {
    const path = join(target, `${name}.mjs`);
    return { name, path, bytes: statSync(path).size };
  });
}
