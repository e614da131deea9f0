import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import {
  type Json,
  isList,
  objectOf,
  readTemplate,
} from "../../fixtures/cloudformation-template.ts";
import { DOCKER_SCOUT } from "../../../lib/customer-brand.ts";
import { customerTemplates } from "../../../lib/customer-templates.ts";
import { parse } from "yaml";

const guide = readFileSync(new URL("../../../docs/integrate-ecr.md", import.meta.url), "utf8");
// The first, which has all but what the second adds, comes last.
const templates = [...customerTemplates(DOCKER_SCOUT).values()]
  .map((text) => readTemplate(parse(text) as object))
  .reverse();
const Parameters = Object.assign({}, ...templates.map((one) => one.Parameters)) as object;
const Resources = Object.assign(
  {},
  ...templates.map((one) => one.Resources),
) as (typeof templates)[number]["Resources"];

test("the guide's tables have every resource of the templates, and its type", () => {
  const rows = guide.matchAll(/^\| `((?:AWS|Custom)::[\w:]+)` +\| `(\w+)` +\|/gm);
  expect(Object.fromEntries([...rows].map(([, type, id]) => [id, type]))).toEqual(
    Object.fromEntries(Object.entries(Resources).map(([id, { Type }]) => [id, Type])),
  );
});

test("the guide's cost column is what was promised", () => {
  const costs = [...guide.matchAll(/^\| `[\w:]+` +\| `(\w+)` .*\| +(\S+) +\|$/gm)];
  const charged = costs.filter(([, , cost]) => cost !== "Free");
  expect(charged.map(([, id, cost]) => [id, cost])).toEqual([
    ["ScoutAPICredentials", "$0.42"],
    ["ApiDestination", "$0.01"],
  ]);
});

describe("what the roles may do", () => {
  const allowed = Object.entries(Resources)
    .filter(([, { Type }]) => Type === "AWS::IAM::Role" || Type === "AWS::IAM::Policy")
    .flatMap(([, { Properties }]) => actionsIn(Properties))
    .filter((action) => action !== "sts:AssumeRole");

  test("is all in the guide", () => {
    expect(allowed.length).toBeGreaterThan(10);
    expect(allowed.filter((action) => !guide.includes(`\`${action}\``))).toEqual([]);
  });

  test("is no more than the guide says", () => {
    const said = [
      ...guide.matchAll(/`((?:ecr|events|secretsmanager|cloudformation|sns|iam):\w+)`/g),
    ];
    expect(said.map(([, action = ""]) => action).filter((one) => !allowed.includes(one))).toEqual(
      [],
    );
  });
});

function actionsIn(value: Json): readonly string[] {
  if (isList(value)) return value.flatMap(actionsIn);
  const { Action, ...rest } = objectOf(value);
  const own = [Action ?? []].flat().filter((action) => typeof action === "string");
  return [...own, ...Object.values(rest).flatMap(actionsIn)];
}

test("the parameters that the guide names are the template's", () => {
  const named = ["ExternalId", "SetupEndpoint", "TrustedAccountId", "RepositoryScope"];
  expect(named.filter((name) => !guide.includes(name) || !(name in Parameters))).toEqual([]);
});

test("every link within the guides leads somewhere", () => {
  const guides = ["integrate-ecr.md", "data-handling.md", "organizations.md", "operate.md"].map(
    (name) =>
      [name, readFileSync(new URL(`../../../docs/${name}`, import.meta.url), "utf8")] as const,
  );
  const anchors = new Map(guides.map(([name, content]) => [name, headingsOf(content)]));
  const broken = guides.flatMap(([name, content]) =>
    [...content.matchAll(/\]\(([\w-]+\.md)?#([\w-]+)\)/g)]
      .filter(([, file = name, anchor = ""]) => anchors.get(file)?.includes(anchor) === false)
      .map(([link]) => `${name}: ${link}`),
  );
  expect(broken).toEqual([]);
});

function headingsOf(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w -]/g, "")
      .replaceAll(" ", "-"),
  );
}

test("neither guide lets anybody think that it is Docker's or iEchor's", () => {
  expect(guide).toContain("not made, endorsed or run by Docker or iEchor");
});
