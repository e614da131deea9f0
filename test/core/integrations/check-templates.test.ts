import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { parse } from "yaml";
import { createCheckWorld } from "../../fixtures/check-world.ts";
import { RESOURCES } from "../../fixtures/memory-stack.ts";

interface Template {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties?: { EventPattern?: object } }>
  >;
}

const directory = new URL("../../../templates/", import.meta.url);

const withRules = readdirSync(directory).flatMap((file) => {
  const text = readFileSync(new URL(file, directory), "utf8");
  const { Resources } = parse(text, { version: "1.1" }) as Template;
  const patterns = Object.values(Resources)
    .filter(({ Type }) => Type === "AWS::Events::Rule")
    .map(({ Properties }) => JSON.stringify(Properties?.EventPattern));
  return patterns.length === 0 ? [] : [{ file, patterns }];
});

test.each(withRules)(
  "the rules of $file are in order, as the check sees them",
  async ({ patterns }) => {
    const ruleArns = patterns.map(
      (_, index) => `arn:aws:events:us-east-1:222222222222:rule/Rule-${index}`,
    );
    const world = createCheckWorld({ connection: { resources: { ...RESOURCES, ruleArns } } });
    world.stack.rules.clear();
    patterns.forEach((eventPattern, index) => {
      world.stack.rules.set(ruleArns[index] ?? "", {
        state: "ENABLED",
        eventPattern,
        targetArns: [RESOURCES.apiDestinationArn],
      });
    });
    expect(await world.check()).toEqual([]);
  },
);

test("both layouts are among them", () => {
  const files = withRules.map(({ file }) => file);
  expect(files).toEqual(
    expect.arrayContaining(["docker-scout.yaml", "docker-scout-early-access.yaml"]),
  );
});
