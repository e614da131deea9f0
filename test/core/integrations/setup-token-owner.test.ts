import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  enrolledExternalId,
  enrolledIntegrationId,
} from "../../../core/integrations/enrollment-identity.ts";
import type { Enrollment } from "../../../core/integrations/enrollment-port.ts";
import type { Integration } from "../../../core/integrations/port.ts";
import { formatSetupToken, hashSetupToken } from "../../../core/integrations/setup-token.ts";
import { tokenOwnerOf } from "../../../core/integrations/setup-token-owner.ts";
import { buildEnrollment, memoryEnrollments } from "../../fixtures/memory-enrollments.ts";
import { memoryIntegrations } from "../../fixtures/memory-integrations.ts";
import { pendingIntegration } from "../../fixtures/setup-world.ts";

const TOPIC = "arn:aws:sns:eu-west-1:333333333333:Scout-SNSTopic-X1";
const PLACE = { account: "333333333333", region: "eu-west-1" };
const ENROLLMENT = buildEnrollment();
const FORMER = formatSetupToken(ENROLLMENT.enrollmentId, Buffer.alloc(32, 3));

function ask(
  token: string,
  { enrollment = ENROLLMENT, integrations = [] as readonly Integration[] } = {},
) {
  const stores = {
    integrations: memoryIntegrations(...integrations),
    enrollments: memoryEnrollments(enrollment),
  };
  return tokenOwnerOf(stores, token, TOPIC);
}

/** The integration of the place that was removed so often before. */
function generation(number: number, fields: Partial<Integration> = {}): Integration {
  const integrationId = enrolledIntegrationId(ENROLLMENT.enrollmentId, PLACE, number);
  return pendingIntegration({ integrationId, ...fields });
}

const REMOVED = { removedAt: "2026-11-20T00:00:00.000Z" };

describe("a token", () => {
  test.each([{}, REMOVED])("of an integration is its own, whatever the topic: %j", async (gone) => {
    const own = pendingIntegration(gone);
    expect(await ask(own.setupToken, { integrations: [own] })).toEqual({
      integrationId: own.integrationId,
    });
  });

  test.each<[string, Partial<Enrollment>]>([
    ["open", {}],
    ["closed", { closedAt: "2026-11-20T00:00:00.000Z" }],
  ])("of an enrollment that is %s names the topic's account and Region", async (_, fields) => {
    expect(await ask(ENROLLMENT.setupToken, { enrollment: { ...ENROLLMENT, ...fields } })).toEqual({
      integrationId: enrolledIntegrationId(ENROLLMENT.enrollmentId, PLACE, 0),
      enrollmentId: ENROLLMENT.enrollmentId,
    });
  });

  test("that an enrollment had before is known as such", async () => {
    const enrollment = { ...ENROLLMENT, formerTokens: [hashSetupToken(FORMER)] };
    expect(await ask(FORMER, { enrollment })).toMatchObject({
      enrollmentId: ENROLLMENT.enrollmentId,
      isFormerToken: true,
    });
    expect(await ask(FORMER)).toEqual({ integrationId: null });
  });

  test("finds the integration that is there, after those that were removed", async () => {
    const [first, second] = [generation(0, REMOVED), generation(1, REMOVED)];
    const living = generation(1);
    const { setupToken } = ENROLLMENT;
    const ids = { first: generation(0).integrationId, second: living.integrationId };
    const owner = async (...integrations: readonly Integration[]) =>
      (await ask(setupToken, { integrations })).integrationId;
    expect(await owner(generation(0))).toBe(ids.first);
    expect(await owner(first)).toBe(ids.second);
    expect(await owner(first, living)).toBe(ids.second);
    expect(await owner(first, second)).toBe(generation(2).integrationId);
  });

  test("of a registry that was removed too often names no integration, and is no stranger", async () => {
    const integrations = Array.from({ length: 100 }, (_, number) => generation(number, REMOVED));
    expect(await ask(ENROLLMENT.setupToken, { integrations })).toEqual({
      integrationId: null,
      enrollmentId: ENROLLMENT.enrollmentId,
    });
  });

  test.each(["", "nonsense", `${ENROLLMENT.setupToken}A`, FORMER])(
    "%j is nobody's",
    async (token) => {
      expect(await ask(token)).toEqual({ integrationId: null });
    },
  );
});

test("no two registries have an identifier or an external ID in common", () => {
  const account = fc.stringMatching(/^\d{12}$/);
  const region = fc.constantFrom("us-east-1", "eu-west-1", "us-gov-west-1", "cn-north-1");
  const place = fc.record({ account, region });
  fc.assert(
    fc.property(place, place, fc.nat(99), fc.nat(99), (one, other, first, second) => {
      const isSame = one.account === other.account && one.region === other.region;
      const id = "00000000000000e1";
      expect(enrolledExternalId("p", one) === enrolledExternalId("p", other)).toBe(isSame);
      expect(
        enrolledIntegrationId(id, one, first) === enrolledIntegrationId(id, other, second),
      ).toBe(isSame && first === second);
    }),
  );
});
