import { describe, expect, test } from "@jest/globals";
import { replaceIntegration } from "../../../core/integrations/replace-integration.ts";
import { buildPending, memoryIntegrations } from "../../fixtures/memory-integrations.ts";

describe("changing an integration", () => {
  test("is one write, whose version the answer has", async () => {
    const integration = buildPending();
    const integrations = memoryIntegrations(integration);
    const { integrationId } = integration;
    const changed = await replaceIntegration(integrations, integrationId, (current) => ({
      ...current,
      activation: "selected",
    }));
    expect(changed).toMatchObject({ activation: "selected", version: 2 });
    expect(await integrations.get(integrationId)).toEqual(changed);
  });

  test("to what it is writes nothing", async () => {
    const integration = buildPending();
    const integrations = memoryIntegrations(integration);
    const replace = () => Promise.reject(new Error("not reached"));
    const { integrationId } = integration;
    const same = await replaceIntegration(
      { ...integrations, replace },
      integrationId,
      (one) => one,
    );
    expect(same).toEqual(integration);
  });

  test("that is unknown is none", async () => {
    expect(await replaceIntegration(memoryIntegrations(), "none", (one) => one)).toBeUndefined();
  });

  test("gives up when others keep changing it", async () => {
    const integration = buildPending();
    const integrations = memoryIntegrations(integration);
    const replace = () => Promise.resolve(false);
    const attempt = replaceIntegration(
      { ...integrations, replace },
      integration.integrationId,
      (one) => ({
        ...one,
      }),
    );
    await expect(attempt).rejects.toMatchObject({ code: "integration-contended" });
  });
});
