import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { brandPrefixOf, DOCKER_SCOUT } from "../../../lib/customer-brand.ts";
import { brandedGuide, CUSTOMER_GUIDES } from "../../../lib/customer-guides.ts";
import { customerTemplates } from "../../../lib/customer-templates.ts";
import { parse } from "yaml";

const ACME = { name: "Acme Scout", prefix: brandPrefixOf("Acme Scout") };

function committed(name: string): string {
  return readFileSync(new URL(`../../../docs/${name}`, import.meta.url), "utf8");
}

test.each(CUSTOMER_GUIDES)("%s is what it is for the default brand", (name) => {
  expect(brandedGuide(committed(name), DOCKER_SCOUT)).toBe(committed(name));
});

test("a brand's guide names every resource as its template does", () => {
  const template = customerTemplates(ACME).get("acme-scout.yaml") ?? "";
  const { Resources } = parse(template) as { Resources: Record<string, unknown> };
  const guide = brandedGuide(committed("integrate-ecr.md"), ACME);
  const own = Object.keys(Resources).filter((id) => id.startsWith("AcmeScout"));
  expect(own).toHaveLength(2);
  for (const id of own) expect(guide).toContain(`\`${id}\``);
  expect(guide).toContain("`AcmeScoutECRIntegration`");
  expect(guide).toContain("`acme-scout-poll.yaml`");
});

describe("in a brand", () => {
  test.each([
    ["the stack `DockerScoutECRIntegration`", "the stack `AcmeScoutECRIntegration`"],
    [
      "`docker-scout-poll.yaml` and docker-scout.yaml",
      "`acme-scout-poll.yaml` and acme-scout.yaml",
    ],
    ["ecr-scout lists what you push.", "Acme Scout lists what you push."],
    ["roles under `/ecr-scout/`", "roles under `/ecr-scout/`"],
    ["`scout import docker-scout`", "`scout import docker-scout`"],
    ["what Docker Scout had", "what Docker Scout had"],
    ["_Not affiliated:_ this is ecr-scout", "_Not affiliated:_ this is ecr-scout"],
  ])("%s", (text, expected) => {
    expect(brandedGuide(text, ACME)).toBe(expected);
  });
});

test("a name that no logical ID can have is refused", () => {
  expect(() => brandedGuide("text", { name: "1 & 1", prefix: brandPrefixOf("1 & 1") })).toThrow(
    "can't begin a logical ID",
  );
});
