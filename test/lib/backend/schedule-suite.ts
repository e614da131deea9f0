import { expect, test } from "@jest/globals";
import { AdvisorySyncRequest } from "../../../core/contract/advisory-messages.ts";
import { schemeFor } from "../../../core/ecosystems/index.ts";
import { type Synthesized, synthesize } from "./synthesized.ts";

/** What happens by the clock. */
export function describeSchedules(backend: Synthesized): void {
  const requestsOf = ({ ofType }: Synthesized) =>
    ofType("AWS::Scheduler::Schedule").map(([, { Target }]) =>
      AdvisorySyncRequest.parse(JSON.parse((Target as { Input: string }).Input)),
    );

  test("advisories are asked for twice a day, an archive at a time", () => {
    const bases = requestsOf(backend).map(({ ecosystems }) => [
      ...new Set(ecosystems.map((name) => name.split(":")[0])),
    ]);
    expect(bases.every((names) => names.length === 1)).toBe(true);
    expect(bases.flat().sort()).toEqual([
      "Alpine",
      "Chainguard",
      "Debian",
      "Go",
      "Maven",
      "PyPI",
      "Ubuntu",
      "Wolfi",
      "npm",
    ]);
    for (const [, schedule] of backend.ofType("AWS::Scheduler::Schedule")) {
      expect(schedule).toMatchObject({
        ScheduleExpression: "rate(12 hours)",
        State: "ENABLED",
        FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 30 },
      });
    }
  });

  test("each is one that images are matched against", () => {
    for (const { ecosystems } of requestsOf(backend)) {
      for (const name of ecosystems) expect([name, schemeFor(name)?.id]).not.toContain(undefined);
    }
  });

  test("the images of the organizations that are named are matched again", () => {
    const requests = requestsOf(
      synthesize({ organizations: "acme, globex", advisoryEcosystems: ["npm", "Debian:12"] }),
    );
    expect(requests.map(({ ecosystems, organizationId }) => [ecosystems, organizationId])).toEqual([
      [["npm"], "acme"],
      [["npm"], "globex"],
      [["Debian:12"], "acme"],
      [["Debian:12"], "globex"],
    ]);
  });
}
