import { expect, test } from "@jest/globals";
import { AdvisorySyncRequest } from "../../../core/contract/advisory-messages.ts";
import { ReconcileMessage } from "../../../core/contract/reconcile-message.ts";
import { schemeFor } from "../../../core/ecosystems/index.ts";
import { type Synthesized, synthesize } from "./synthesized.ts";

/** What happens by the clock. */
export function describeSchedules(backend: Synthesized): void {
  const schedulesOf = ({ ofType }: Synthesized) =>
    ofType("AWS::Scheduler::Schedule").map(([id, schedule]) => {
      const { Arn, Input } = schedule["Target"] as { Arn: unknown; Input: string };
      return { id, schedule, queue: JSON.stringify(Arn), message: JSON.parse(Input) as unknown };
    });
  const isRound = ({ id }: { readonly id: string }) => id.startsWith("ReconcileRound");
  const refreshesOf = (of: Synthesized) => schedulesOf(of).filter((one) => !isRound(one));
  const requestsOf = (of: Synthesized) =>
    refreshesOf(of).map(({ message }) => AdvisorySyncRequest.parse(message));

  test("what integrations need now and then is asked for every five minutes", () => {
    const [round, ...more] = schedulesOf(backend).filter(isRound);
    expect(more).toEqual([]);
    expect(round?.schedule).toMatchObject({
      ScheduleExpression: "rate(5 minutes)",
      State: "ENABLED",
      FlexibleTimeWindow: { Mode: "OFF" },
    });
    expect(round?.queue).toContain("ReconcileRequestsQueue");
    expect(ReconcileMessage.parse(round?.message)).toEqual({
      kind: "round",
      requestedAt: "<aws.scheduler.scheduled-time>",
      everyMinutes: 5,
    });
  });

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
    for (const { schedule } of refreshesOf(backend)) {
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
