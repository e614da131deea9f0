#!/usr/bin/env node
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { brandPrefixOf } from "../lib/customer-brand.ts";
import { brandedGuide, CUSTOMER_GUIDES } from "../lib/customer-guides.ts";

const HELP = `Usage: npm run guides -- --brand NAME [--out FOLDER]

Writes the customers' guides of docs/ in an operator's brand: the names of stacks, rules and
templates are those that customers see, and the service is called by the brand's name.

Options:
  --brand NAME  as set for the CDK app, for example "Acme Scout"
  --out FOLDER  where they are written (default: ./guides)
  --help        show this text
`;

const { values } = parseArgs({
  options: {
    brand: { type: "string" },
    out: { type: "string", default: "guides" },
    help: { type: "boolean" },
  },
});

async function main(name: string, folder: string): Promise<void> {
  const brand = { name, prefix: brandPrefixOf(name) };
  await mkdir(folder, { recursive: true });
  for (const guide of CUSTOMER_GUIDES) {
    const text = await readFile(new URL(`../docs/${guide}`, import.meta.url), "utf8");
    const file = path.join(folder, guide);
    await writeFile(file, brandedGuide(text, brand));
    process.stdout.write(`${file}\n`);
  }
}

if (values.help === true) {
  process.stdout.write(HELP);
} else if (values.brand === undefined) {
  process.stderr.write(`Whose guides? Give --brand.\n\n${HELP}`);
  process.exitCode = 1;
} else {
  try {
    await main(values.brand, values.out);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
