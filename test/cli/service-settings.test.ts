import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { findServiceSettings } from "../../cli/service/settings.ts";
import { makeWorkspace } from "./scout.ts";

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
let credentials: string;
beforeAll(async () => {
  workspace = await makeWorkspace();
  credentials = join(workspace.folder, "credentials.json");
  await writeFile(credentials, JSON.stringify({ owner: { token: "o" }, member: { token: "m" } }));
});
afterAll(() => workspace.remove());

test.each([
  [{}, "http://127.0.0.1:8080", "m", "demo"],
  [{ PORT: "18080" }, "http://127.0.0.1:18080", "m", "demo"],
  [{ SCOUT_TOKEN: "own" }, "http://127.0.0.1:8080", "own", "demo"],
  [{ SCOUT_URL: "http://localhost:9000/" }, "http://localhost:9000", "m", "demo"],
  [
    {
      SCOUT_URL: "https://scout.example.com/prefix/",
      SCOUT_TOKEN: "t",
      SCOUT_ORGANIZATION: "acme",
    },
    "https://scout.example.com/prefix",
    "t",
    "acme",
  ],
  [
    { SCOUT_URL: "", SCOUT_TOKEN: "", SCOUT_ORGANIZATION: "" },
    "http://127.0.0.1:8080",
    "m",
    "demo",
  ],
])("%j", async (environment, url, token, organization) => {
  const settings = await findServiceSettings(environment, credentials);
  expect(settings).toEqual({ url, token, organization });
});

test("without local mode and variables there is no service", async () => {
  expect(await findServiceSettings({}, join(workspace.folder, "none.json"))).toBeUndefined();
});

test("local credentials are not sent to another machine", async () => {
  const environment = { SCOUT_URL: "https://scout.example.com" };
  await expect(findServiceSettings(environment, credentials)).rejects.toThrow(
    "SCOUT_URL names a service and SCOUT_TOKEN is not set.",
  );
});

test.each([
  [{ SCOUT_URL: "scout.example.com" }, "SCOUT_URL=scout.example.com does not lead to a service."],
  [{ SCOUT_URL: "ftp://scout.example.com" }, "Write an address such as https://"],
  [{ SCOUT_URL: "https://u:p@scout.example.com" }, "does not lead to a service"],
  [{ PORT: "none" }, "PORT=none does not lead to a service. Use a number."],
])("%j is refused", async (environment, message) => {
  await expect(findServiceSettings(environment, credentials)).rejects.toThrow(message);
});
