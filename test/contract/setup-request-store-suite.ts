import { beforeAll, describe, expect, test } from "@jest/globals";
import type { CustomResourceResponse } from "../../core/contract/custom-resource.ts";
import type { SetupRequestStore } from "../../core/integrations/setup-port.ts";
import { atOnce } from "../fixtures/foreign-aws.ts";

const NOW = new Date("2026-11-21T12:00:00.000Z");
const UNTIL = new Date("2026-11-21T12:02:00.000Z");
const STACK = "arn:aws:cloudformation:us-east-1:222222222222:stack/Scout";

function answerOf(Status: CustomResourceResponse["Status"]): CustomResourceResponse {
  return {
    Status,
    ...(Status === "FAILED" ? { Reason: "The role refused. Check it." } : {}),
    PhysicalResourceId: "ecr-scout-1-setup",
    StackId: STACK,
    RequestId: "request",
    LogicalResourceId: "ScoutSetup",
  };
}

/** What every implementation of the store of CloudFormation's requests has to do. */
export function describeSetupRequestStore(
  name: string,
  open: () => Promise<SetupRequestStore>,
): void {
  let store: SetupRequestStore;
  let number = 0;
  beforeAll(async () => {
    store = await open();
  });

  /** A request of a stack that no other test has. */
  function fresh() {
    number += 1;
    return { stackId: `${STACK}/${number}`, requestId: "request" };
  }

  describe(name, () => {
    test("go to one owner until the lease ends", async () => {
      const key = fresh();
      expect(await store.take(key, "me", NOW, UNTIL)).toEqual({ kind: "taken" });
      expect(await store.take(key, "you", UNTIL, UNTIL)).toEqual({ kind: "busy" });
      const later = new Date(UNTIL.getTime() + 1);
      const end = new Date(UNTIL.getTime() + 60_000);
      expect(await store.take(key, "you", later, end)).toEqual({ kind: "taken" });
      expect(await store.take(key, "me", later, end)).toEqual({ kind: "busy" });
    });

    test("are taken by their owner again: an answer of the store may have been lost", async () => {
      const key = fresh();
      await store.take(key, "me", NOW, UNTIL);
      expect(await store.take(key, "me", NOW, UNTIL)).toEqual({ kind: "taken" });
    });

    test("differ by stack and by request", async () => {
      const key = fresh();
      await store.take(key, "me", NOW, UNTIL);
      for (const other of [{ requestId: "another" }, { stackId: fresh().stackId }]) {
        expect(await store.take({ ...key, ...other }, "you", NOW, UNTIL)).toEqual({
          kind: "taken",
        });
      }
    });

    test("go to one of many", async () => {
      const key = fresh();
      const owners = Array.from({ length: 8 }, (_, owner) => String(owner));
      const results = await atOnce(owners.map((owner) => () => store.take(key, owner, NOW, UNTIL)));
      expect(results.filter(({ kind }) => kind === "taken")).toHaveLength(1);
    });

    test.each(["SUCCESS", "FAILED"] as const)(
      "keep the answer that was decided on: %s",
      async (status) => {
        const key = fresh();
        const answer = answerOf(status);
        await store.take(key, "me", NOW, UNTIL);
        expect(await store.decide(key, "me", answer)).toBe(true);
        await store.release(key, "me");
        expect(await store.take(key, "you", NOW, UNTIL)).toEqual({ kind: "taken", answer });
      },
    );

    test("are not decided by who lost them", async () => {
      const key = fresh();
      expect(await store.decide(key, "me", answerOf("FAILED"))).toBe(false);
      await store.take(key, "me", NOW, UNTIL);
      await store.release(key, "me");
      expect(await store.decide(key, "me", answerOf("FAILED"))).toBe(false);
      expect(await store.take(key, "you", NOW, UNTIL)).toEqual({ kind: "taken" });
      expect(await store.decide(key, "me", answerOf("FAILED"))).toBe(false);
      expect(await store.decide(key, "you", answerOf("SUCCESS"))).toBe(true);
      await store.release(key, "me");
      expect(await store.take(key, "me", NOW, UNTIL)).toEqual({ kind: "busy" });
    });

    test("remember the latest deletion of a stack", async () => {
      const { stackId } = fresh();
      const earlier = new Date(NOW.getTime() - 1);
      expect(await store.deletedAt(stackId)).toBeUndefined();
      await store.markDeleted(stackId, NOW);
      await store.markDeleted(stackId, earlier);
      expect(await store.deletedAt(stackId)).toEqual(NOW);
      await store.markDeleted(stackId, UNTIL);
      await store.markDeleted(stackId, UNTIL);
      expect(await store.deletedAt(stackId)).toEqual(UNTIL);
      expect(await store.deletedAt(fresh().stackId)).toBeUndefined();
    });
  });
}
