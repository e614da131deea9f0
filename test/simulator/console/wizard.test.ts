import { describe, expect, test } from "@jest/globals";
import { idIn, openConsole, PLACE, plain, TEMPLATE_URL } from "./open-console.ts";

const FILLED = new URLSearchParams({
  region: "eu-west-1",
  templateURL: TEMPLATE_URL,
  stackName: "Scout",
  param_ExternalId: '"><script>alert(1)</script>',
  param_Unknown: "x",
});

describe("the wizard", () => {
  test("shows the template's groups, labels and descriptions, with what the link fills in", async () => {
    const { get } = await openConsole();
    const { text } = await get(`/stacks/create?${FILLED.toString()}`);
    expect(plain(text)).toContain("One of everything.");
    expect(text).toMatch(
      /<legend>Your integration<\/legend>[^]*<label for="param_ExternalId">External ID<\/label>/,
    );
    expect(text).toContain('value="Scout"');
    expect(text).toContain("Who asks, and &lt;why&gt;.");
    expect(text).toMatch(/<option value="large"\s+selected>large</);
    expect(text).toMatch(/<input[^>]*id="param_Password"[^>]*type="password"/);
    expect(plain(text)).toContain("which is ignored: Unknown");
  });

  test("escapes what a link brings", async () => {
    const { get } = await openConsole();
    const { text } = await get(`/stacks/create?${FILLED.toString()}`);
    expect(text).not.toContain("<script>alert");
    expect(text).toContain("&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;");
  });

  test("chooses the link's Region, and an account that has no such stack yet", async () => {
    const { get, launch } = await openConsole();
    const chosen = async (fields: URLSearchParams): Promise<string | undefined> =>
      /<option value="([^"]* in [^"]*)"\s+selected/.exec(
        (await get(`/stacks/create?${fields.toString()}`)).text,
      )?.[1];
    expect(await chosen(FILLED)).toBe(PLACE);
    await launch();
    const anywhere = new URLSearchParams(FILLED);
    anywhere.delete("region");
    expect(await chosen(anywhere)).toBe("222222222222 in us-east-1");
  });

  test("says when the link's Region has no account", async () => {
    const { get } = await openConsole();
    const fields = new URLSearchParams(FILLED);
    fields.set("region", "ap-south-1");
    const { text } = await get(`/stacks/create?${fields.toString()}`);
    expect(plain(text)).toContain("ap-south-1, in which no account is simulated");
  });

  test.each([
    ["no template", "", "Amazon S3 URL of the template"],
    ["a template that is not there", TEMPLATE_URL.replace("stack", "other"), "S3 error:"],
    ["an address that is none", "nowhere", "TemplateURL must be a supported URL."],
  ])("with %s asks for one", async (_name, templateURL, expected) => {
    const { get } = await openConsole();
    const { status, text } = await get(
      `/stacks/create?templateURL=${encodeURIComponent(templateURL)}`,
    );
    expect(status).toBe(200);
    expect(plain(text)).toContain(expected);
    expect(text).toContain('name="templateURL"');
  });

  test("keeps what was entered when CloudFormation refuses, and says why", async () => {
    const { post } = await openConsole();
    const form = { place: PLACE, stackName: "Mine", templateURL: TEMPLATE_URL };
    const refused = await post("/stacks/create", { ...form, param_ExternalId: "who" });
    expect(refused.status).toBe(400);
    expect(plain(refused.text)).toContain("Requires capabilities : [CAPABILITY_IAM]");
    expect(refused.text).toContain('value="Mine"');
    expect(refused.text).toContain('value="who"');
    const capability = "CAPABILITY_IAM";
    const short = await post("/stacks/create", { ...form, param_ExternalId: "x", capability });
    expect(plain(short.text)).toContain("must contain at least 2 characters");
  });

  test("creates the stack in the account and Region that were chosen", async () => {
    const { post, settled, get } = await openConsole();
    const created = await post("/stacks/create", {
      ...{ place: PLACE, stackName: "Scout", templateURL: TEMPLATE_URL },
      ...{ param_ExternalId: "who", capability: "CAPABILITY_IAM" },
    });
    expect(created.status).toBe(303);
    const id = idIn(created);
    expect(id).toContain("arn:aws:cloudformation:eu-west-1:222222222222:stack/Scout/");
    const page = plain(await settled(id, "CREATE_COMPLETE"));
    expect(page).toMatch(/Pushes AWS::Events::Rule .*CREATE_COMPLETE/);
    expect(page).toMatch(/Role arn:aws:iam::222222222222:role\/scout\//);
    expect(page).toContain("Password ****");
    expect(plain((await get("/")).text)).toContain("Scout 222222222222 eu-west-1 CREATE_COMPLETE");
  });
});
