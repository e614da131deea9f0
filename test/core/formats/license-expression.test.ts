import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseSpdxLicense } from "../../../core/formats/license-expression.ts";

test.each([
  ["MIT", "id", "MIT"],
  ["apache-2.0", "id", "Apache-2.0"],
  [" BSD-3-Clause ", "id", "BSD-3-Clause"],
  ["GPL-2.0+", "id", "GPL-2.0+"],
  ["MPL-2.0-no-copyleft-exception", "id", "MPL-2.0-no-copyleft-exception"],
  ["GPL-2.0-with-classpath-exception", "id", "GPL-2.0-with-classpath-exception"],
  ["Apache-2.0+", "expression", "Apache-2.0+"],
  ["(MIT)", "expression", "(MIT)"],
  ["(MIT OR Apache-2.0)", "expression", "(MIT OR Apache-2.0)"],
  ["MIT AND  (BSD-2-Clause OR isc)", "expression", "MIT AND (BSD-2-Clause OR ISC)"],
  ["MIT OR ISC AND Zlib OR 0BSD", "expression", "MIT OR ISC AND Zlib OR 0BSD"],
  [
    "gpl-2.0-or-later WITH classpath-exception-2.0",
    "expression",
    "GPL-2.0-or-later WITH Classpath-exception-2.0",
  ],
  [
    "GPL-2.0-only WITH Linux-syscall-note OR MIT",
    "expression",
    "GPL-2.0-only WITH Linux-syscall-note OR MIT",
  ],
])("%j is the %s %j", (declared, kind, text) => {
  expect(parseSpdxLicense(declared)).toEqual({ kind, text });
});

test.each([
  "",
  " ",
  "BSD",
  "MIT License",
  "MIT/X11",
  "MIT or ISC",
  "MIT AND",
  "OR MIT",
  "MIT ISC",
  "(MIT",
  "MIT)",
  "()",
  "MIT WITH",
  "MIT WITH ISC",
  "(MIT) WITH Classpath-exception-2.0",
  "Classpath-exception-2.0",
  "Linux-syscall-note",
  "LicenseRef-ours",
  "NOASSERTION",
  "NONE",
  "constructor",
  "GPL-2.0-only WITH constructor",
  "MIT\u0000",
])("%j is no expression", (declared) => {
  expect(parseSpdxLicense(declared)).toBeUndefined();
});

test("what is too long or too deep is no expression", () => {
  expect(parseSpdxLicense(`${"MIT OR ".repeat(200)}MIT`)).toBeUndefined();
  expect(parseSpdxLicense(`${"(".repeat(990)}MIT`)).toBeUndefined();
});

const leaf = fc.constantFrom("MIT", "Apache-2.0", "GPL-2.0-only WITH Classpath-exception-2.0");
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc
      .tuple(tie("expression"), fc.constantFrom("AND", "OR"), tie("expression"))
      .map(([left, operator, right]) => `${left} ${operator} ${right}`),
    tie("expression").map((inner) => `(${inner})`),
  ),
}));

test("whatever the grammar makes is read, and stays as it is", () => {
  fc.assert(
    fc.property(expression, (text) => {
      fc.pre(text.length <= 1000);
      expect(parseSpdxLicense(text)?.text).toBe(text);
    }),
  );
});

test("no text makes it fail, and what it gives is read again as the same", () => {
  const words = fc.array(
    fc.oneof(fc.string(), fc.constantFrom("MIT", "(", ")", "AND", "OR", "WITH", " ", "+")),
  );
  fc.assert(
    fc.property(words, (parts) => {
      const parsed = parseSpdxLicense(parts.join(" "));
      if (parsed !== undefined) expect(parseSpdxLicense(parsed.text)).toEqual(parsed);
    }),
  );
});
