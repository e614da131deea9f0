import { describe, expect, test } from "@jest/globals";
import { formatBytes } from "../../cli/terminal/overview.ts";
import { printable } from "../../cli/terminal/printable.ts";
import { formatTable } from "../../cli/terminal/table.ts";

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
])("%j is printed as %s", (text, shown) => {
  expect(printable(text)).toBe(shown);
});

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1_000, "1.0 kB"],
  [123_456, "123 kB"],
  [5_000_000_000, "5.0 GB"],
])("%d bytes are %s", (bytes, shown) => {
  expect(formatBytes(bytes)).toBe(shown);
});
