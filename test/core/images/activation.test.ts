import { describe, expect, test } from "@jest/globals";
import { activatedSince, isActivatedByName } from "../../../core/images/activation.ts";
import type { ConnectedIntegration } from "../../../core/integrations/port.ts";
import { buildConnected, CONNECTION } from "../../fixtures/memory-integrations.ts";

/** Times of one day, so that only the hour matters. */
function at(hour: number): string {
  return `2026-11-21T${String(hour).padStart(2, "0")}:00:00.000Z`;
}

function integration(fields: Partial<ConnectedIntegration>): ConnectedIntegration {
  const connection = { ...CONNECTION, firstConnectedAt: at(5), connectedAt: at(8) };
  return buildConnected({ activation: "selected", createdAt: at(4), connection, ...fields });
}

const CHOSEN = { activated: true, activatedAt: at(9) };

describe("since when the pushes of a repository are to be analysed", () => {
  test.each<[string, Partial<ConnectedIntegration>, object | undefined, string | undefined]>([
    ["nobody chose it", {}, { activated: false }, undefined],
    ["nobody knows it", {}, undefined, undefined],
    ["it was chosen", {}, CHOSEN, at(9)],
    ["it was chosen before that was written down", {}, { activated: true }, at(5)],
    ["all are: since the registry was connected first", { activation: "all" }, undefined, at(5)],
    ["all are, later", { activation: "all", allSince: at(7) }, undefined, at(7)],
    ["all are, and it was chosen before", { activation: "all", allSince: at(10) }, CHOSEN, at(9)],
    [
      "its name matches",
      { activationPatterns: [{ pattern: "t*", since: at(6) }] },
      undefined,
      at(6),
    ],
    [
      "another name matches",
      { activationPatterns: [{ pattern: "u*", since: at(6) }] },
      undefined,
      undefined,
    ],
    [
      "all are, and its name matched before",
      {
        activation: "all",
        allSince: at(10),
        activationPatterns: [{ pattern: "t*", since: at(6) }],
      },
      undefined,
      at(6),
    ],
    ["it was purged since", { activation: "all" }, { activated: false, purgedAt: at(11) }, at(11)],
    ["it was purged before it was chosen", {}, { ...CHOSEN, purgedAt: at(6) }, at(9)],
  ])("%s", (_, fields, record, expected) => {
    const known = record as Parameters<typeof activatedSince>[2];
    expect(activatedSince(integration(fields), "team/app", known)).toBe(expected);
  });
});

test.each([
  [{ activation: "all" } as const, true],
  [{ activation: "selected" } as const, false],
  [
    { activation: "selected", activationPatterns: [{ pattern: "team/*", since: "" }] } as const,
    true,
  ],
  [{ activation: "selected", activationPatterns: [{ pattern: "x", since: "" }] } as const, false],
])("activated by its name alone: %j: %s", (fields, expected) => {
  expect(isActivatedByName(integration(fields), "team/app")).toBe(expected);
});
