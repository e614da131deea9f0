import { request } from "node:http";
import { describe, expect, test } from "@jest/globals";
import { html, type Part } from "../../../simulator/console/html.ts";
import { PortInUseError } from "../../../simulator/server/listen.ts";
import { start, THEIRS } from "../start.ts";
import { openConsole, plain } from "./open-console.ts";

/** Asks with a Host header, which fetch does not let anybody set. */
async function statusFor(origin: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(origin, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });
}

describe("the console", () => {
  test.each([
    ["evil.example", 403],
    ["127.0.0.1.evil.example", 403],
    ["us-east-1.console.aws.amazon.com", 403],
    ["localhost", 200],
    ["127.0.0.1", 200],
  ])("answers the Host %s with %i", async (host, status) => {
    const { origin } = await openConsole();
    expect(await statusFor(origin, host)).toBe(status);
  });

  test.each(["https://evil.example", "null", "http://127.0.0.1:1"])(
    "refuses a form that was sent from %s",
    async (origin) => {
      const { post } = await openConsole();
      const { status } = await post("/stack/delete", { id: "x" }, { origin });
      expect(status).toBe(403);
    },
  );

  test("takes its own forms", async () => {
    const { post, origin } = await openConsole();
    const { status, text } = await post("/stack/delete", { id: "x" }, { origin });
    expect(status).toBe(400);
    expect(plain(text)).toContain("A stack is named by its ARN here.");
  });

  test.each(["/", "/console.css", "/console.js", "/cloudformation/home", "/nowhere"])(
    "lets %s run and load nothing but its own files",
    async (path) => {
      const { get } = await openConsole();
      const { headers, text } = await get(path);
      expect(headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(headers.get("content-security-policy")).not.toContain("unsafe");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(text).not.toMatch(/<script(?![^>]*src=)|<style|\son[a-z]+=|\sstyle=/);
    },
  );

  test("serves the page that reads links, with its script", async () => {
    const { get } = await openConsole();
    const home = await get("/cloudformation/home?region=eu-west-1");
    expect(home.status).toBe(200);
    expect(home.text).toMatch(/<script src="\/console.js" defer>/);
    expect((await get("/console.js")).headers.get("content-type")).toMatch(/^text\/javascript/);
  });

  test.each([
    ["GET", "/stack/delete"],
    ["GET", "/constructor"],
    ["GET", "/../options.ts"],
  ])("has no %s %s", async (_method, path) => {
    const { get } = await openConsole();
    expect((await get(path)).status).toBe(404);
  });

  test("names its option when its port is taken", async () => {
    const { origin } = await openConsole();
    const places = [{ accountId: THEIRS.accountId, region: "us-east-1" }];
    const taken = start({ console: { port: Number(new URL(origin).port), places } });
    await expect(taken).rejects.toThrow(PortInUseError);
    await expect(taken).rejects.toMatchObject({ option: "console" });
  });
});

const PARTS: readonly (readonly [string, Part, string])[] = [
  ["text", `<&>"'`, "&lt;&amp;&gt;&quot;&#39;"],
  ["numbers", 0, "0"],
  ["lists", ["<", html`<b>${">"}</b>`], "&lt;<b>&gt;</b>"],
  ["nothing", [undefined, false, ""], ""],
];

test.each(PARTS)("a template's %s become HTML", (_name, part, expected) => {
  expect(html`${part}`.html).toBe(expected);
});
