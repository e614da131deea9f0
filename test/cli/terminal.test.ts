import { describe, expect, test } from "@jest/globals";
import { formatBytes } from "../../cli/terminal/bytes.ts";
import { wantsColour } from "../../cli/terminal/colour.ts";
import { formatFields } from "../../cli/terminal/fields.ts";
import { plural } from "../../cli/terminal/plural.ts";
import { formatJson, printable } from "../../cli/terminal/printable.ts";
import { shellWord } from "../../cli/terminal/shell-word.ts";
import { formatTable } from "../../cli/terminal/table.ts";
import { textWidth } from "../../cli/terminal/text-width.ts";
import { wrapText } from "../../cli/terminal/wrap.ts";

describe("tables", () => {
  test("line up whatever is coloured", () => {
    const rows = [
      ["\u001b[1mName\u001b[22m", "Version"],
      ["lodash", "4.17.21"],
    ];
    expect(formatTable(rows)).toBe("  \u001b[1mName\u001b[22m    Version\n  lodash  4.17.21\n");
  });

  test("of nothing are nothing", () => {
    expect(formatTable([])).toBe("");
  });

  test("that are too wide let long cells have a line of their own", () => {
    const rows = [
      ["Name", "Version", "Type"],
      ["lodash", "4.17.21", "npm"],
      ["@babel/plugin-syntax-numeric-separator", "7.10.4", "npm"],
    ];
    expect(formatTable(rows, 30)).toBe(
      [
        "  Name           Version  Type",
        "  lodash         4.17.21  npm",
        "  @babel/plugin-syntax-numeric-separator",
        "                 7.10.4   npm",
        "",
      ].join("\n"),
    );
  });

  test("take more rows than a call takes arguments", () => {
    const rows = Array.from({ length: 200_000 }, () => ["a", "b"]);
    expect(formatTable(rows)).toHaveLength(200_000 * 7);
  });
});

test.each([
  ["plain", "plain"],
  ["名前", "名前"],
  ["\u001b[31mred", "\\u001b[31mred"],
  ["a\nb", "a\\u000ab"],
  ["evil\u202egnp.exe", "evil\\u202egnp.exe"],
  ["zero\u200bwidth", "zero\\u200bwidth"],
  ["c1 \u009b31m", "c1 \\u009b31m"],
  ["tag \u{e0041}", "tag \\udb40\\udc41"],
  ["lone \ud800", "lone \\ud800"],
  ["x".repeat(4000), `${"x".repeat(1000)}… (3000 more characters)`],
])("%j is printed as %s", (text, shown) => {
  expect(printable(text)).toBe(shown);
});

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [999.7, "1.0 kB"],
  [1_000, "1.0 kB"],
  [9_960, "10 kB"],
  [123_456, "123 kB"],
  [5_000_000_000, "5.0 GB"],
])("%d bytes are %s", (bytes, shown) => {
  expect(formatBytes(bytes)).toBe(shown);
});

describe("fields", () => {
  const layout = { width: 40, indent: 2 };

  test("wrap their values beside their labels", () => {
    const rows = [
      ["Range", ">=1.0.0, <1.2.6, or >=2.0.0, <2.1.0, or 3.0.0"],
      ["Fixed version", "1.2.6"],
    ] as const;
    expect(formatFields(rows, layout)).toBe(
      [
        "  Range          >=1.0.0, <1.2.6, or",
        "                 >=2.0.0, <2.1.0, or",
        "                 3.0.0",
        "  Fixed version  1.2.6",
        "",
      ].join("\n"),
    );
  });

  test("give a long word a line of its own", () => {
    const vector = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N";
    const rows = [
      ["Digest", `sha256:${"a".repeat(64)}`],
      ["CVSS", `9.3 (v4.0) ${vector}`],
    ] as const;
    expect(formatFields(rows, layout)).toBe(
      [
        "  Digest",
        `    sha256:${"a".repeat(64)}`,
        "  CVSS    9.3 (v4.0)",
        `    ${vector}`,
        "",
      ].join("\n"),
    );
  });
});

test.each([
  ["one two three", 7, ["one two", "three"]],
  ["exactly ten", 11, ["exactly ten"]],
  ["a unbreakable-word b", 5, ["a", "unbreakable-word", "b"]],
  ["名前 名前", 8, ["名前", "名前"]],
  ["  ", 5, []],
])("%j within %d columns", (text, width, lines) => {
  expect(wrapText(text, width)).toEqual(lines);
});

test.each([
  ["abc", 3],
  ["\u001b[31mabc\u001b[39m", 3],
  ["名前", 4],
  ["한글", 4],
  ["e\u0301", 1],
  ["🚀", 2],
  ["äöü", 3],
])("%j is %d columns wide", (text, width) => {
  expect(textWidth(text)).toBe(width);
});

test.each([
  [0, "0 layers"],
  [1, "1 layer"],
  [12_345, "12,345 layers"],
])("%d: %s", (count, text) => {
  expect(plural(count, "layer")).toBe(text);
});

test.each([
  [{}, true, true],
  [{}, false, false],
  [{ NO_COLOR: "1" }, true, false],
  [{ NO_COLOR: "" }, true, true],
  [{ FORCE_COLOR: "1" }, false, true],
  [{ FORCE_COLOR: "" }, false, true],
  [{ FORCE_COLOR: "0" }, true, false],
  [{ FORCE_COLOR: "1", NO_COLOR: "1" }, false, true],
  [{ TERM: "dumb" }, true, false],
])("colours with %j, terminal %j: %j", (environment, isTTY, wanted) => {
  expect(wantsColour({ isTTY }, environment)).toBe(wanted);
});

test("JSON is escaped and reads back as it was", () => {
  const value = { name: "a\u202eb\u009b\u007f\u{e0041}\n名前" };
  const json = formatJson(value);
  expect(json).toBe('{\n  "name": "a\\u202eb\\u009b\\u007f\\udb40\\udc41\\n名前"\n}\n');
  expect(JSON.parse(json)).toEqual(value);
});

test.each([
  ["oci-dir:///tmp/x:1.0", "oci-dir:///tmp/x:1.0"],
  ["Red Hat", "'Red Hat'"],
  ["it's; rm -rf", "'it'\\''s; rm -rf'"],
])("%j in a shell is %s", (text, word) => {
  expect(shellWord(text)).toBe(word);
});
