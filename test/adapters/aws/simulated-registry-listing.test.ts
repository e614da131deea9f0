import { CreateRepositoryCommand, ECRClient } from "@aws-sdk/client-ecr";
import { STSClient } from "@aws-sdk/client-sts";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { createEcrRegistryListing } from "../../../adapters/aws/ecr-registry-listing.ts";
import { createRoleSessions, type RoleSessions } from "../../../adapters/aws/role-sessions.ts";
import type { ConnectedIntegration } from "../../../core/integrations/port.ts";
import type { Simulator } from "../../../simulator/simulator.ts";
import { allPages } from "../../fixtures/all-pages.ts";
import { buildConnected, CONNECTION } from "../../fixtures/memory-integrations.ts";
import { createRole, functionCredentials, policy, trust } from "../../simulator/roles.ts";
import { clientOptions, OURS, start, THEIRS } from "../../simulator/start.ts";

let simulator: Simulator;
let integration: ConnectedIntegration;
let sessions: RoleSessions;
beforeEach(async () => {
  simulator = await start();
  const assume = policy({ Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" });
  const credentials = await functionCredentials(simulator, assume, "reconcile");
  const sts = new STSClient(clientOptions(simulator, credentials));
  sessions = createRoleSessions(sts, () => new Date());
  const roleArn = await createRole(simulator, THEIRS, {
    name: "Access",
    path: "/ecr-scout/",
    trust: trust({ AWS: `arn:aws:iam::${OURS.accountId}:root` }),
    policies: { rights: policy({ Effect: "Allow", Action: "ecr:*", Resource: "*" }) },
  });
  integration = buildConnected({ connection: { ...CONNECTION, roleArn } });
  const owner = new ECRClient(clientOptions(simulator, THEIRS));
  for (const number of [1, 2, 3, 4, 5]) {
    await owner.send(new CreateRepositoryCommand({ repositoryName: `team/${number}` }));
  }
});

/** A listing that uses the sessions of one purpose for another, if told to. */
function listing(narrowed: RoleSessions = sessions) {
  return createEcrRegistryListing({
    sessions: narrowed,
    createEcrClient: (region, session) =>
      new ECRClient({ ...clientOptions(simulator, session), region }),
    pageSize: 2,
  });
}

describe("a customer's registry", () => {
  test("is listed by the customer's role, by pages", async () => {
    expect(await allPages(listing().repositories(integration))).toEqual([
      ["team/1", "team/2"],
      ["team/3", "team/4"],
      ["team/5"],
    ]);
    expect(await allPages(listing().images(integration, "team/1"))).toEqual([[]]);
  });

  test("gives its list of repositories to no session that is for images", async () => {
    const forImages = listing((known) =>
      sessions(known, { kind: "list-images", repository: "team/1" }),
    );
    await expect(allPages(forImages.repositories(integration))).rejects.toMatchObject({
      code: "access-denied",
    });
    await expect(allPages(forImages.images(integration, "team/2"))).rejects.toMatchObject({
      code: "access-denied",
    });
  });

  test("gives no images to a session that is for the list of repositories", async () => {
    const forNames = listing((known) => sessions(known, { kind: "list-repositories" }));
    await expect(allPages(forNames.images(integration, "team/1"))).rejects.toMatchObject({
      code: "access-denied",
    });
  });

  test("is closed to whom its role refuses", async () => {
    const roleArn = `arn:aws:iam::${THEIRS.accountId}:role/ecr-scout/None`;
    const stranger = { ...integration, connection: { ...integration.connection, roleArn } };
    await expect(allPages(listing().repositories(stranger))).rejects.toMatchObject({
      code: "role-refused",
    });
  });
});
