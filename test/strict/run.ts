#!/usr/bin/env node
/**
 * `npm run test:strict`: this product before strangers. Programs of other people drive the
 * simulated account, lint the template, check the documents, and stand in for AWS under the
 * adapters' contract suites. Needs Python 3; a part that lacks its program fails.
 */
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { startMoto } from "./emulator.ts";
import { installPythonTools } from "./python-tools.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const COUNTS = /^(\d+) passed, (\d+) failed/gm;
const total = { passed: 0, failed: 0 };

/** Runs a part in a process of its own, shows its output, and adds up its counts. */
async function part(
  name: string,
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<void> {
  process.stdout.write(`\n== ${name}\n`);
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => {
    process.stdout.write(chunk);
    output += chunk.toString();
  });
  const code = await new Promise<number>((resolve) => {
    child.on("error", (error) => {
      process.stdout.write(`${command} can't be run: ${error.message}\n`);
      resolve(127);
    });
    child.on("close", (status) => {
      resolve(status ?? 1);
    });
  });
  const counts = [...output.matchAll(COUNTS)].at(-1);
  const [passed, failed] = [Number(counts?.[1] ?? 0), Number(counts?.[2] ?? 0)];
  total.passed += counts === undefined && code === 0 ? 1 : passed;
  total.failed += code !== 0 && failed === 0 ? 1 : failed;
}

const jest = ["--experimental-vm-modules", "--disable-warning=ExperimentalWarning"];
const node = process.execPath;
const commands = await installPythonTools();
const moto = await startMoto(commands);
try {
  await part(
    "The adapters' contract suites against moto",
    node,
    [...jest, path.join(root, "node_modules/jest/bin/jest.js"), "test/contract"],
    { CONTRACT_AWS_ENDPOINT: moto.endpoint },
  );
} finally {
  moto.close();
}
// Those with events where they can be launched, those without where nothing else can be.
const templates = readdirSync(path.join(root, "templates")).map((name) => `templates/${name}`);
const polled = templates.filter((name) => name.endsWith("-poll.yaml"));
for (const [regions, files] of [
  [["us-east-1", "eu-west-1", "cn-north-1"], templates],
  [["us-gov-west-1", "ca-west-1", "il-central-1"], polled],
] as const) {
  await part(
    `cfn-lint on what customers launch in ${regions.join(", ")}`,
    path.join(commands, "cfn-lint"),
    ["--regions", ...regions, "--", ...files],
  );
}
await part("The AWS CLI on the simulated account", node, [
  "test/strict/aws-cli.ts",
  path.join(commands, "aws"),
]);
await part("Documents by other people's validators", node, ["test/strict/documents.ts", commands]);
await part("A real image by other people's clients", node, ["test/strict/push-real-image.ts"]);
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed === 0 ? 0 : 1;
