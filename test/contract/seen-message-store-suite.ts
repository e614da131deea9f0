import { describe, expect, test } from "@jest/globals";
import type { SeenMessageStore } from "../../core/integrations/setup-port.ts";

const NOW = Date.parse("2026-11-21T12:00:00.000Z");
const HOUR = 3_600_000;

/** What every implementation of the store of SNS's messages has to do. */
export function describeSeenMessageStore(
  name: string,
  open: (now: () => Date) => SeenMessageStore,
): void {
  describe(name, () => {
    test("are known from when they were taken until they are too old", async () => {
      let time = NOW;
      const store = open(() => new Date(time));
      expect(await store.has("a")).toBe(false);
      await store.add("a", new Date(NOW + HOUR));
      await store.add("a", new Date(NOW + HOUR));
      expect(await store.has("a")).toBe(true);
      expect(await store.has("b")).toBe(false);
      time = NOW + HOUR;
      expect(await store.has("a")).toBe(true);
      time += 1;
      expect(await store.has("a")).toBe(false);
    });
  });
}
