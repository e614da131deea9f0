import { describe, expect, test } from "@jest/globals";
import { type CheckWorld, createCheckWorld } from "../../fixtures/check-world.ts";
import { denied, IMAGE_ACTIONS, RESOURCES } from "../../fixtures/memory-stack.ts";

const [ECR_RULE = ""] = RESOURCES.ruleArns;
const ROLE = "arn:aws:iam::222222222222:role/ecr-scout/Access";

function rule(world: CheckWorld, changes: object): void {
  const found = world.stack.rules.get(ECR_RULE);
  if (found) world.stack.rules.set(ECR_RULE, { ...found, ...changes });
}

function pattern(world: CheckWorld, detail: object): void {
  rule(world, { eventPattern: JSON.stringify({ ...IMAGE_ACTIONS, detail }) });
}

/** What was changed by hand, and what the check finds in it. */
const BREAKAGES: readonly (readonly [string, (world: CheckWorld) => void, string, RegExp])[] = [
  ["the role is gone", (w) => w.customer.roles.delete(ROLE), "role", /does not let us assume/],
  [
    "the role is open",
    (w) => w.customer.roles.set(ROLE, { externalId: undefined }),
    "external-id",
    /without any external ID/,
  ],
  [
    "the registry can't be listed",
    (w) => (w.registries.refusal = denied("ecr:DescribeRepositories")),
    "repositories",
    /can't be listed.*ecr:DescribeRepositories/,
  ],
  [
    "nothing can be pulled",
    (w) => (w.pulls.refusal = denied("ecr:BatchGetImage")),
    "pull",
    /team\/app.*ecr:BatchGetImage/,
  ],
  [
    "the stack's rollback failed",
    (w) => (w.stack.described = { status: "UPDATE_ROLLBACK_FAILED", statusReason: "Why" }),
    "stack",
    /UPDATE_ROLLBACK_FAILED \(Why\)/,
  ],
  [
    "the stack is being deleted",
    (w) => (w.stack.described = { status: "DELETE_IN_PROGRESS" }),
    "stack",
    /DELETE_IN_PROGRESS/,
  ],
  ["a rule was deleted", (w) => w.stack.rules.delete(ECR_RULE), "rules", /EcrRule.*was deleted/],
  [
    "a rule is disabled",
    (w) => {
      rule(w, { state: "DISABLED" });
    },
    "rules",
    /in the state DISABLED/,
  ],
  [
    "a rule has lost its target",
    (w) => {
      rule(w, { targetArns: ["arn:aws:sqs:us-east-1:222222222222:other"] });
    },
    "rules",
    /does not send to/,
  ],
  [
    "a rule lets no deletes through",
    (w) => {
      pattern(w, { "action-type": ["PUSH"] });
    },
    "rules",
    /don't let every push and delete/,
  ],
  [
    "a rule is narrowed to some repositories",
    (w) => {
      pattern(w, { ...IMAGE_ACTIONS.detail, "repository-name": [{ prefix: "a" }] });
    },
    "rules",
    /don't let every push and delete/,
  ],
  [
    "the destination sends elsewhere",
    (w) => {
      if (w.stack.target) w.stack.target = { ...w.stack.target, endpoint: "https://x.example/" };
    },
    "destination",
    /sends to https:\/\/x\.example\/ instead of https:\/\/scout/,
  ],
  [
    "the destination is inactive",
    (w) => {
      if (w.stack.target) w.stack.target = { ...w.stack.target, state: "INACTIVE" };
    },
    "destination",
    /INACTIVE/,
  ],
  [
    "the destination uses another Connection",
    (w) => {
      if (w.stack.target) w.stack.target = { ...w.stack.target, connectionArn: "arn:other" };
    },
    "destination",
    /uses the Connection arn:other/,
  ],
  ["the destination was deleted", (w) => (w.stack.target = undefined), "destination", /deleted/],
  [
    "the Connection is deauthorized",
    (w) => (w.stack.authorization = { state: "DEAUTHORIZED", stateReason: "secret gone" }),
    "connection",
    /DEAUTHORIZED \(secret gone\)/,
  ],
  ["the Connection was deleted", (w) => (w.stack.authorization = undefined), "connection", /delet/],
];

describe.each(BREAKAGES)("where %s", (_, breakIt, code, message) => {
  test("that is found, shown as the status, and passes when it is mended", async () => {
    const world = createCheckWorld();
    breakIt(world);
    const findings = await world.check();
    expect(findings).toHaveLength(1);
    const [finding] = findings;
    expect(finding).toMatchObject({ code, outcome: "error" });
    expect(finding?.message).toMatch(message);
    expect(finding?.remedy).toMatch(/[a-z]{4}.*\.$/);
    expect(world.report()?.outcome).toBe("error");
    const { status, statusReason } = world.stored();
    expect(status).toBe("error");
    expect(statusReason).toContain(finding?.message);
    expect(statusReason).toContain(finding?.remedy);

    const { reports, integrations } = world.dependencies;
    const mended = createCheckWorld();
    await mended.deliver({}, { ...mended.dependencies, reports, integrations });
    expect(world.report()?.outcome).toBe("ok");
    expect(world.stored()).toMatchObject({ status: "connected" });
    expect(world.stored().statusReason).toBeUndefined();
  });
});

describe("what works still", () => {
  const warnings: readonly (readonly [string, (world: CheckWorld) => void, string])[] = [
    ["an older template", (w) => (w.stack.described = at("2")), "template-version"],
    [
      "a rolled back update",
      (w) => (w.stack.described = at("3", "UPDATE_ROLLBACK_COMPLETE")),
      "stack",
    ],
    ["an update", (w) => (w.stack.described = at("3", "UPDATE_IN_PROGRESS")), "stack"],
    ["a stack that may not be looked at", (w) => w.stack.refusals.set("stack", denied()), "stack"],
    ["rules that may not be looked at", (w) => w.stack.refusals.set("rule", denied()), "rules"],
    [
      "a destination that may not be looked at",
      (w) => w.stack.refusals.set("destination", denied()),
      "destination",
    ],
    [
      "a Connection that may not be looked at",
      (w) => w.stack.refusals.set("connection", denied()),
      "connection",
    ],
    [
      "a Connection at work",
      (w) => (w.stack.authorization = { state: "AUTHORIZING" }),
      "connection",
    ],
    [
      "a secret that may not be looked at",
      (w) => w.stack.refusals.set("secret", denied("secretsmanager:DescribeSecret")),
      "secret",
    ],
    ["a secret that was deleted", (w) => (w.stack.held = undefined), "secret"],
    [
      "a secret that will be deleted",
      (w) => (w.stack.held = { deletedAt: "2026-11-20T00:00:00.000Z" }),
      "secret",
    ],
    [
      "a pattern that nobody can read",
      (w) => {
        rule(w, { eventPattern: '{"source":[{"cidr":"10.0.0.0/8"}]}' });
      },
      "rules",
    ],
  ];

  test.each(warnings)("%s is a warning and no status", async (_, change, code) => {
    const world = createCheckWorld();
    change(world);
    expect(await world.check()).toMatchObject([{ code, outcome: "warning" }]);
    expect(world.report()?.outcome).toBe("warning");
    expect(world.stored()).toMatchObject({ status: "connected" });
  });

  test.each([
    ["2", /^Update the stack/],
    ["3", /^Give the role its rights back/],
  ])("a secret that a stack of version %s hides has another remedy", async (version, remedy) => {
    const world = createCheckWorld({ connection: { templateVersion: version } });
    world.stack.refusals.set("secret", denied("secretsmanager:DescribeSecret"));
    await world.check();
    const found = world.report()?.findings.find(({ code }) => code === "secret");
    expect(found?.remedy).toMatch(remedy);
  });

  function at(templateVersion: string, status = "CREATE_COMPLETE") {
    return { status, templateVersion };
  }
});
