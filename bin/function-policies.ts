#!/usr/bin/env node
import { readFile, writeFile } from "node:fs/promises";
import { format } from "prettier";
import { functionPolicies } from "../lib/function-policies.ts";
import {
  ADVISORY_BUCKET_NAME,
  BLOB_BUCKET_NAME,
  READ_MODEL_BUCKET_NAME,
  TABLE_NAME,
} from "../local/infrastructure.ts";

const HELP = `Usage: npm run function-policies [-- --check]

Writes what each deployed function may do, from the CDK app of lib/backend-stack.ts, into
local/function-policies.json, by which local mode runs the functions. With --check nothing is
written: a file that differs from what is committed ends the command with exit code 1.
`;

const file = new URL("../local/function-policies.json", import.meta.url);

// The template is looked at for its policies alone; `npm run synth` validates it.
process.env["CDK_VALIDATION"] = "false";

async function render(): Promise<string> {
  const { context } = JSON.parse(
    await readFile(new URL("../cdk.json", import.meta.url), "utf8"),
  ) as { context: Record<string, unknown> };
  const names = {
    table: TABLE_NAME,
    blobs: BLOB_BUCKET_NAME,
    readModels: READ_MODEL_BUCKET_NAME,
    advisories: ADVISORY_BUCKET_NAME,
  };
  const text = JSON.stringify(functionPolicies(names, context));
  return await format(text, { parser: "json", printWidth: 100 });
}

if (process.argv.includes("--help")) {
  process.stdout.write(HELP);
} else if (!process.argv.includes("--check")) {
  await writeFile(file, await render());
  process.stdout.write("local/function-policies.json\n");
} else if ((await readFile(file, "utf8").catch(() => "")) !== (await render())) {
  process.stderr.write(
    "local/function-policies.json differs from what the CDK app deploys: run npm run function-policies and commit it.\n",
  );
  process.exitCode = 1;
}
