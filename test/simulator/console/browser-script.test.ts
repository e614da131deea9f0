import { createContext, runInContext } from "node:vm";
import { describe, expect, test } from "@jest/globals";
import { BROWSER_SCRIPT } from "../../../simulator/console/browser-script.ts";

/** Where the script leads a browser that opened an address of the console. */
function follow(address: string): string | undefined {
  const { pathname, search, hash } = new URL(address, "http://127.0.0.1:4570");
  let leads: string | undefined;
  const browser = {
    URLSearchParams,
    location: {
      ...{ pathname, search, hash },
      replace: (to: string) => {
        leads = to;
      },
    },
    document: { querySelector: () => null, addEventListener: () => undefined },
  };
  runInContext(BROWSER_SCRIPT, createContext(browser));
  return leads;
}

const STACK = "arn:aws:cloudformation:eu-west-1:222222222222:stack/Scout/1";

describe("the console's script", () => {
  test.each(["/stacks/create/review", "/stacks/quickcreate"])(
    "leads from a link with %s to the wizard, with what it fills in",
    (page) => {
      const fields = "templateURL=https%3A%2F%2Fx%2Ft.yaml&stackName=Scout&param_Id=a%2Bb%26c+d";
      const to = follow(`/cloudformation/home?region=eu-west-1#${page}?${fields}`);
      const { pathname, searchParams } = new URL(to ?? "", "http://console");
      expect(pathname).toBe("/stacks/create");
      expect(Object.fromEntries(searchParams)).toEqual({
        templateURL: "https://x/t.yaml",
        stackName: "Scout",
        // As AWS's console: a plus is a plus.
        param_Id: "a+b&c+d",
        region: "eu-west-1",
      });
    },
  );

  test("needs no Region", () => {
    const to = follow("/cloudformation/home#/stacks/create/review?stackName=Scout");
    expect(to).toBe("/stacks/create?stackName=Scout");
  });

  test("leads from a stack's link to its page", () => {
    const link = `/cloudformation/home?region=eu-west-1#/stacks/stackinfo?stackId=${encodeURIComponent(STACK)}`;
    expect(follow(link)).toBe(`/stack?id=${encodeURIComponent(STACK)}`);
  });

  test("leads from an update's link to the form, with the template", () => {
    const fields = new URLSearchParams({ stackId: STACK, templateURL: "https://x/t.yaml" });
    const to = follow(
      `/cloudformation/home?region=eu-west-1#/stacks/update/template?${fields.toString()}`,
    );
    const expected = new URLSearchParams({ id: STACK, templateURL: "https://x/t.yaml" });
    expect(to).toBe(`/stack/update?${expected.toString()}`);
  });

  test.each(["/cloudformation/home", "/cloudformation/home#/elsewhere", "/cloudformation/home#?"])(
    "leads from %s to the list of stacks",
    (address) => {
      expect(follow(address)).toBe("/");
    },
  );

  test("leads from nowhere else", () => {
    expect(follow("/stack?id=1#/stacks/create/review?stackName=x")).toBeUndefined();
  });
});
