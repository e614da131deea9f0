import { describe, expect, test } from "@jest/globals";
import {
  atConsole,
  quickCreateLink,
  stackLink,
} from "../../../core/integrations/quick-create-link.ts";
import { hasCompleteStack, stackLaunchOf } from "../../../core/integrations/stack-launch.ts";
import { parseQuickCreate } from "../../../local/quick-create.ts";
import { buildPending, CONNECTION } from "../../fixtures/memory-integrations.ts";

const FIELDS = {
  templateUrl: "https://templates.example/templates/0a1b/docker-scout.yaml?version=1&x=y#z",
  stackName: "DockerScoutECRIntegration",
  parameters: {
    ExternalId: "a+b=c,d.e@f:g/h-i",
    SetupEndpoint: "https://scout.example/v1/setup/x.y",
  },
};

describe("a quick-create link", () => {
  test.each([
    ["us-east-1", "us-east-1", "https://us-east-1.console.aws.amazon.com"],
    ["cn-north-1", "cn-north-1", "https://cn-north-1.console.amazonaws.cn"],
    ["us-gov-west-1", "us-gov-west-1", "https://us-gov-west-1.console.amazonaws-us-gov.com"],
    ["eusc-de-east-1", "eusc-de-east-1", "https://eusc-de-east-1.console.amazonaws-eusc.eu"],
    [undefined, "eu-west-1", "https://console.aws.amazon.com"],
    [undefined, "cn-northwest-1", "https://console.amazonaws.cn"],
    [undefined, "us-gov-east-1", "https://console.amazonaws-us-gov.com"],
    [undefined, "eusc-de-east-1", "https://console.amazonaws-eusc.eu"],
  ])("for Region %s, from a product in %s, opens %s", (region, home, origin) => {
    const link = quickCreateLink(FIELDS, region, home);
    const query = region === undefined ? "" : `?region=${region}`;
    expect(link).toContain(`${origin}/cloudformation/home${query}#/stacks/create/review?`);
  });

  test("says what it was given, whatever is in it", () => {
    const parameters = { ...FIELDS.parameters, Odd: "a b&c=d?e#f%20g/é\n" };
    const link = quickCreateLink({ ...FIELDS, parameters }, "us-east-1", "us-east-1");
    expect(parseQuickCreate(link)).toEqual({ ...FIELDS, parameters });
    expect(link).not.toMatch(/[\s+]/);
  });

  test("of the longest addresses is short enough for every browser", () => {
    const host = `${"a".repeat(60)}.`.repeat(4) + "example";
    const { url } = stackLaunchOf(buildPending(), {
      templateUrl: `https://${host}/templates/${"0".repeat(64)}/docker-scout.yaml`,
      stackName: "S".repeat(128),
      callbackUrl: `https://${host}`,
      trustedAccountId: "111111111111",
      homeRegion: "ap-southeast-1",
    });
    expect(url?.length).toBeLessThan(2000);
  });
});

test("a stack's link shows it in the console of its Region", () => {
  const link = new URL(stackLink(CONNECTION));
  expect(link.host).toBe("us-east-1.console.aws.amazon.com");
  expect(link.searchParams.get("region")).toBe("us-east-1");
  const query = new URLSearchParams(link.hash.split("?")[1]);
  expect(query.get("stackId")).toBe(CONNECTION.stackId);
});

test.each([
  [undefined, "https://us-east-1.console.aws.amazon.com"],
  ["http://127.0.0.1:4570", "http://127.0.0.1:4570"],
  ["http://127.0.0.1:4570/some/path?x#y", "http://127.0.0.1:4570"],
])("a link at the console %s is the same page at %s", (consoleUrl, origin) => {
  const link = quickCreateLink(FIELDS, "us-east-1", "us-east-1");
  const page = link.slice("https://us-east-1.console.aws.amazon.com".length);
  expect(atConsole(link, consoleUrl)).toBe(`${origin}${page}`);
});

describe("what launches a stack", () => {
  const settings = {
    templateUrl: "https://templates.example/t.yaml",
    stackName: "Scout",
    callbackUrl: "https://scout.example",
    trustedAccountId: "111111111111",
    homeRegion: "us-east-1",
  };

  test("fills in what the stack needs, and nothing of another integration", () => {
    const integration = buildPending();
    expect(stackLaunchOf(integration, settings)).toMatchObject({
      stackName: "Scout",
      parameters: {
        ExternalId: integration.externalId,
        SetupEndpoint: `https://scout.example/v1/setup/${integration.setupToken}`,
        EventEndpoint: "https://scout.example/v1/events",
        TrustedAccountId: "111111111111",
      },
    });
  });

  test("opens in the Region of its last stack, unless another is asked for", () => {
    const integration = { ...buildPending(), connection: { ...CONNECTION, region: "eu-west-1" } };
    expect(stackLaunchOf(integration, settings).url).toContain("https://eu-west-1.");
    expect(stackLaunchOf(integration, settings, "eu-west-3").url).toContain("https://eu-west-3.");
  });

  test.each([
    [{}, "us-east-1", "t.yaml", ["EventEndpoint"]],
    [{ layout: "early-access" }, "us-east-1", "t-early-access.yaml", ["EventEndpoint"]],
    [{ delivery: "poll" }, "us-east-1", "t-poll.yaml", []],
    [{}, "us-gov-west-1", "t-poll.yaml", []],
    [{ scope: ["a/*", "b"] }, undefined, "t.yaml", ["EventEndpoint", "RepositoryScope"]],
  ] as const)("of %j in %s is %s with %j", (form, region, file, more) => {
    const { templateUrl, parameters } = stackLaunchOf(buildPending(form), settings, region);
    expect(templateUrl).toBe(`https://templates.example/${file}`);
    const always = ["ExternalId", "SetupEndpoint", "TrustedAccountId"];
    expect(Object.keys(parameters).sort()).toEqual([...always, ...more].sort());
    expect(parameters["RepositoryScope"]).toBe("scope" in form ? "a/*,b" : undefined);
  });

  test("is told by hand where no template is published", () => {
    const launch = stackLaunchOf(buildPending(), { ...settings, templateUrl: undefined });
    expect(launch).toMatchObject({ url: null, templateUrl: null, stackName: "Scout" });
  });

  test.each([
    [undefined, false],
    [CONNECTION, true],
    [{ ...CONNECTION, deletedAt: "2026-11-21T11:00:00.000Z" }, false],
  ])("is there while no complete stack is: %#", (connection, complete) => {
    expect(hasCompleteStack(connection)).toBe(complete);
  });
});
