import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Resource } from "./synthesized.ts";

const run = promisify(execFile);
const PROJECT = fileURLToPath(new URL("../../../", import.meta.url));

/** The AWS SDK, zod and all that a function needs fit well within it; a file of data would not. */
const MAX_BUNDLE_BYTES = 3 * 1024 * 1024;

const LOAD = `
const { handler } = await import(process.argv[1]);
process.stdout.write(typeof handler);
`;

/** What stands for a reference in an environment: a URL fits where any text does. */
const STAND_IN = "https://sqs.us-east-1.amazonaws.com/111111111111/stand-in";

interface Bundle {
  readonly id: string;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

const NAMES = [
  "AdvisorySync",
  "AnalysisAnalyzer",
  "AnalysisLargeAnalyzer",
  "Api",
  "Bootstrap",
  "Check",
  "Push",
  "ReadModelWriter",
  "Reconcile",
  "Rematch",
  "SetupEndpoint",
  "SetupNotification",
];

// What is deployed, bundled as it is when it is deployed, in the Node.js that Lambda runs.
describe("the bundles of a synthesis", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "ecr-scout-bundles-"));
  let bundles: readonly Bundle[] = [];

  beforeAll(async () => {
    const { context } = JSON.parse(readFileSync(`${PROJECT}cdk.json`, "utf8")) as {
      context: object;
    };
    await run(process.execPath, ["bin/app.ts"], {
      cwd: PROJECT,
      env: {
        ...process.env,
        CDK_OUTDIR: folder,
        CDK_CONTEXT_JSON: JSON.stringify(context),
      },
    });
    bundles = readBundles(folder);
  }, 300_000);

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test("are those of all functions", () => {
    expect(bundles.map(({ id }) => NAMES.find((name) => id.startsWith(name))).sort()).toEqual(
      NAMES,
    );
  });

  test.each(NAMES)("%s: one module of a sane size that has a handler", async (name) => {
    const bundle = bundles.find(({ id }) => id.startsWith(name));
    expect(readdirSync(bundle?.folder ?? "")).toEqual(["index.mjs"]);
    const file = path.join(bundle?.folder ?? "", "index.mjs");
    expect(statSync(file).size).toBeLessThan(MAX_BUNDLE_BYTES);
    const { stdout } = await run(process.execPath, ["--input-type=module", "-e", LOAD, file], {
      cwd: folder,
      env: {
        ...bundle?.environment,
        ...(bundle?.environment["WORK_DIRECTORY"] === undefined
          ? {}
          : { WORK_DIRECTORY: path.join(folder, "work", name) }),
        AWS_REGION: "us-east-1",
      },
    });
    expect(stdout).toBe("function");
  });
});

/** Of the functions that are ours: CDK's own are no ES modules of Node.js 24. */
function readBundles(folder: string): Bundle[] {
  const template = JSON.parse(
    readFileSync(path.join(folder, "EcrScout.template.json"), "utf8"),
  ) as {
    Resources: Record<string, Resource>;
  };
  return Object.entries(template.Resources)
    .filter(([, { Type, Properties }]) => {
      return Type === "AWS::Lambda::Function" && Properties["Runtime"] === "nodejs24.x";
    })
    .map(([id, { Properties }]) => {
      const { Code, Environment } = Properties as {
        Code: { S3Key: string };
        Environment: { Variables: Record<string, unknown> };
      };
      const variables = Object.entries(Environment.Variables).map(
        ([name, value]) => [name, typeof value === "string" ? value : STAND_IN] as const,
      );
      return {
        id,
        folder: path.join(folder, `asset.${Code.S3Key.replace(".zip", "")}`),
        environment: Object.fromEntries(variables),
      };
    });
}
