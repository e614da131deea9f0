import { beforeAll, describe, expect, test } from "@jest/globals";
import type { IntegrationStore } from "../../core/integrations/port.ts";
import { atOnce } from "../fixtures/foreign-aws.ts";

/** What every implementation of the integration store has to do with claims of registries. */
export function describeRegistryClaims(name: string, open: () => Promise<IntegrationStore>): void {
  let store: IntegrationStore;
  let accounts = 100_000_000_000;
  beforeAll(async () => {
    store = await open();
  });

  /** A registry that no other test has. */
  function fresh() {
    return { organizationId: "demo", account: String((accounts += 1)), region: "us-east-1" };
  }

  describe(name, () => {
    test("belong to who came first, as often as it asks", async () => {
      const claim = fresh();
      expect(await store.claimRegistry(claim, "1")).toBe("1");
      expect(await store.claimRegistry(claim, "1")).toBe("1");
      expect(await store.claimRegistry(claim, "2")).toBe("1");
      expect(await store.claimRegistry(claim, "1")).toBe("1");
    });

    test.each([{ region: "eu-west-1" }, { account: "222222222222" }, { organizationId: "other" }])(
      "differ by account, Region and organization: %j",
      async (difference) => {
        const claim = fresh();
        await store.claimRegistry(claim, "1");
        expect(await store.claimRegistry({ ...claim, ...difference }, "2")).toBe("2");
        expect(await store.claimRegistry(claim, "2")).toBe("1");
      },
    );

    test("pass on from the integration that may lose its claim, and from no other", async () => {
      const claim = fresh();
      await store.claimRegistry(claim, "1");
      expect(await store.claimRegistry(claim, "3", "2")).toBe("1");
      expect(await store.claimRegistry(claim, "2", "1")).toBe("2");
      expect(await store.claimRegistry(claim, "1")).toBe("2");
      expect(await store.claimRegistry(claim, "2", "1")).toBe("2");
    });

    test("are free again when who has them gives them up, and nobody else", async () => {
      const claim = fresh();
      await store.releaseRegistry(claim, "1");
      await store.claimRegistry(claim, "1");
      await store.releaseRegistry(claim, "2");
      expect(await store.claimRegistry(claim, "2")).toBe("1");
      await store.releaseRegistry(claim, "1");
      expect(await store.claimRegistry(claim, "2")).toBe("2");
    });

    test("go to one of many", async () => {
      const claim = fresh();
      const ids = Array.from({ length: 8 }, (_, number) => String(number));
      const holders = await atOnce(ids.map((id) => () => store.claimRegistry(claim, id)));
      expect(new Set(holders).size).toBe(1);
    });
  });
}
