import { join } from "node:path";
import { aws_lambda_nodejs as nodejs } from "aws-cdk-lib";

/** Root of this repository. */
export const PROJECT_ROOT = join(import.meta.dirname, "..");

/**
 * What CycloneDX's library takes if it is there, for XML and for validation, which no function
 * does. It asks for them when they are used, and not when it is loaded.
 */
const NEVER_USED = [
  "ajv",
  "ajv-formats",
  "ajv-formats-draft2019",
  "libxmljs2",
  "spdx-expression-parse",
  "xmlbuilder2",
];

/**
 * How every function is bundled: one ES module with all it needs. The AWS SDK is in it, since
 * the one that Lambda brings is of another version each month and slower to load.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html
 */
export const BUNDLING: nodejs.BundlingOptions = {
  format: nodejs.OutputFormat.ESM,
  target: "node24",
  minify: true,
  // Stack traces in the logs name the functions that people find in the source.
  keepNames: true,
  externalModules: NEVER_USED,
  // Some libraries inside are CommonJS and ask for Node.js's modules by `require`.
  banner:
    'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
  logLevel: nodejs.LogLevel.WARNING,
};

/** Entry of a function, by its folder in lambdas/. */
export function entryOf(folder: string): string {
  return join(PROJECT_ROOT, "lambdas", folder, "index.ts");
}
