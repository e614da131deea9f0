import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { readRepositoryList } from "../../cli/import/repository-list.ts";

const ECR = "222222222222.dkr.ecr.us-east-1.amazonaws.com";

/** What was read, in short: a minus before those that are not enabled. */
function read(text: string): { readonly names: string[]; readonly ignored: readonly string[] } {
  const { repositories, ignored } = readRepositoryList(text);
  return {
    names: repositories.map(
      ({ registry, name, enabled }) =>
        `${enabled ? "" : "-"}${registry === undefined ? "" : `${registry}/`}${name}`,
    ),
    ignored,
  };
}

describe("a list in any form", () => {
  test.each([
    ["names", "team/app\nteam/api\n", ["team/app", "team/api"]],
    ["names with their registry and a tag", `${ECR}/team/app:1.0\n`, [`${ECR}/team/app`]],
    ["names twice", "a\r\na\r\n", ["a"]],
    ["comments", "# ours\nteam/app # the shop\n", ["team/app"]],
    ["name and state", "team/app enabled\nteam/old disabled\n", ["team/app", "-team/old"]],
    [
      "a table",
      "REPOSITORY   STATUS\nteam/app     Enabled\nold          Not enabled\n",
      ["team/app", "-old"],
    ],
    [
      "a table with frames and colours",
      "\u001b[1m  Repository │ Registry │ Enabled\u001b[0m\n ────────────┼──────────┼────────\n  team/app   │ " +
        ECR +
        " │ ✓\n  acme/web   │ hub.docker.com │ ✗\n",
      [`${ECR}/team/app`, "-hub.docker.com/acme/web"],
    ],
    ["CSV", 'repository,registry,enabled\n"team/app",' + ECR + ",true\n", [`${ECR}/team/app`]],
    ["CSV of a spreadsheet", "name;status\nteam/app;yes\n", ["team/app"]],
    ["JSON of names", '["team/app","Upper"]', ["team/app"]],
    [
      "JSON of objects",
      `{"repositories":[{"Name":"team/app","Enabled":true},{"repository_name":"b","status":"disabled","host":"${ECR}"}]}`,
      ["team/app", `-${ECR}/b`],
    ],
    ["lines of JSON", '{"repo":"a"}\n{"repo":"b"}\n', ["a", "b"]],
    ["one object", '{"repository":"a"}', ["a"]],
    ["a byte order mark", "\uFEFFteam/app", ["team/app"]],
  ])("%s", (_form, text, names) => {
    expect(read(text).names).toEqual(names);
  });

  test("lines that name no repository are told", () => {
    const text =
      "team/app\n\nWhat's next:\n    Enable a repository → docker scout repo enable\nUPPER\n";
    expect(read(text)).toEqual({
      names: ["team/app"],
      ignored: ["What's next:", "Enable a repository → docker scout repo enable", "UPPER"],
    });
  });

  test("whatever comes is read without an error, each repository once", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const { names } = read(text);
        expect(new Set(names).size).toBe(names.length);
      }),
    );
  });

  test("a line as long as the file takes no time", () => {
    expect(read(`${"a-".repeat(200_000)}!`).names).toEqual([]);
    expect(read(" ".repeat(300_000) + "x y").names).toEqual([]);
  });
});
