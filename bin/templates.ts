#!/usr/bin/env node
import { readFile, writeFile } from "node:fs/promises";
import { COMMITTED_BRANDS } from "../lib/customer-brand.ts";
import { customerTemplates } from "../lib/customer-templates.ts";

const HELP = `Usage: npm run templates [-- --check]

Renders the CloudFormation templates that customers launch, from lib/customer-stack.ts
into templates/: for each brand both layouts, one for Regions without API destinations, and
both for StackSets. With --check nothing is written: a template that differs from what is
committed, or is missing there, ends the command with exit code 1.
`;

const folder = new URL("../templates/", import.meta.url);
const check = process.argv.includes("--check");

if (process.argv.includes("--help")) {
  process.stdout.write(HELP);
} else {
  for (const [name, text] of COMMITTED_BRANDS.flatMap((brand) => [...customerTemplates(brand)])) {
    const file = new URL(name, folder);
    if (!check) {
      await writeFile(file, text);
      process.stdout.write(`templates/${name}\n`);
    } else if ((await committed(file)) !== text) {
      process.stderr.write(
        `templates/${name} differs from what lib/customer-stack.ts makes: run npm run templates and commit it.\n`,
      );
      process.exitCode = 1;
    }
  }
}

async function committed(file: URL): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
