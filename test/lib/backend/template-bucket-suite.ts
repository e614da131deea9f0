import { expect, test } from "@jest/globals";
import { DEFAULT_BRAND } from "../../../core/contract/brand.ts";
import { customerTemplates } from "../../../lib/customer-templates.ts";
import type { Synthesized } from "./synthesized.ts";

/** What customers launch, as it is published. */
export function describeTemplateBucket({ stack, ofType }: Synthesized): void {
  const deployments = ofType("Custom::CDKBucketDeployment");
  const [, deployment] = deployments.find(([id]) => id.startsWith("TemplateBucket")) ?? [];
  const api = stack.functions.find(({ name }) => name === "api");
  const { TEMPLATE_URL } = api?.environment as unknown as Record<string, string>;
  const url = JSON.stringify(stack.resolve(TEMPLATE_URL));

  test("earlier templates stay where links lead to", () => {
    expect(deployment).toMatchObject({ Prune: false, RetainOnDelete: true });
  });

  test("the templates stand in a folder named by their content, under templates/", () => {
    expect(deployment?.["DestinationBucketKeyPrefix"]).toBe("templates/");
    expect(url).toMatch(/\/templates\/[0-9a-f]{64}\/docker-scout\.yaml"/);
    expect(deployment?.["SourceObjectKeys"]).toHaveLength(customerTemplates(DEFAULT_BRAND).size);
    expect(url).toContain(JSON.stringify(deployment?.["DestinationBucketName"]));
  });

  test("account and address are filled in at deployment, in the operator's account", () => {
    const markers = deployment?.["SourceMarkers"];
    expect(Object.values((markers as object[])[0] ?? {})).toEqual([
      { Ref: "AWS::AccountId" },
      { Ref: expect.stringMatching(/^RestApi/) },
      { Ref: "AWS::Region" },
      { Ref: "AWS::URLSuffix" },
    ]);
  });

  test("the template's dynamic reference is not in this stack's template, which would resolve it", () => {
    expect(JSON.stringify(deployments)).not.toContain("{{resolve");
  });
}
