import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { BootstrapRequest } from "../../../core/contract/bootstrap.ts";
import type { Synthesized } from "./synthesized.ts";

/** What an operator is told after a deployment. */
export function describeOutputs({ stack, template }: Synthesized): void {
  const outputs = Object.keys(template.findOutputs("*"));
  const runbook = readFileSync(new URL("../../../docs/operate.md", import.meta.url), "utf8");

  test("every output that the runbook's commands ask for is there", () => {
    const asked = [...runbook.matchAll(/\bout ([A-Z]\w+)/g)].map(([, name = ""]) => name);
    expect(asked.length).toBeGreaterThan(10);
    // There is a target only where there is a domain.
    expect(asked.filter((name) => !outputs.includes(name) && name !== "DomainTarget")).toEqual([]);
  });

  test("bootstrap takes every payload that the runbook shows for it", () => {
    const payloads = [...runbook.matchAll(/--payload (['"])(\{.*\})\1 \/dev\/stdout/g)]
      .map(([, , payload = ""]) => payload.replaceAll('\\"', '"'))
      .filter((payload) => payload.includes("organization"));
    const requests = payloads.map((payload) => BootstrapRequest.parse(JSON.parse(payload)));
    expect(requests.flatMap(({ members }) => members)).toEqual([
      { name: "alice", role: "owner" },
      { name: "alice", role: "owner", subject: "$sub" },
    ]);
  });

  test("both queues of every step are there", () => {
    for (const { name } of stack.queues) {
      const id = name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
      expect(outputs).toEqual(expect.arrayContaining([`${id}Queue`, `${id}DeadLetters`]));
      expect(runbook).toContain(`${id}DeadLetters`);
    }
  });

  test("no address misleads: the API's stands once, without its stage", () => {
    expect(outputs.filter((id) => /Endpoint/.test(id))).toEqual([]);
  });
}
