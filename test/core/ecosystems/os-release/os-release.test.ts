import { expect, test } from "@jest/globals";
import { osRelease } from "../../../../core/ecosystems/os-release/os-release.ts";
import { fileEntry, readFile } from "../file-entry.ts";

const read = (text: string): unknown =>
  readFile(osRelease, fileEntry("etc/os-release"), text)?.distribution;

test.each([
  ["etc/os-release", true],
  ["usr/lib/os-release", true],
  ["app/etc/os-release", false],
  ["etc/os-release.bak", false],
])("wants %s: %j", (path, wanted) => {
  expect(osRelease.wants(fileEntry(path)) !== undefined).toBe(wanted);
});

test("Debian's", () => {
  const text = `PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
NAME="Debian GNU/Linux"
VERSION_ID="12"
VERSION_CODENAME=bookworm
ID=debian
`;
  expect(read(text)).toEqual({
    id: "debian",
    versionId: "12",
    codename: "bookworm",
    prettyName: "Debian GNU/Linux 12 (bookworm)",
  });
});

test("comments, single quotes, escapes, white space, capitals, CRLF", () => {
  const text = `# ID=wrong\r
ID='Ubuntu'\r
ID_LIKE="debian  other"\r
  VERSION_ID = 22.04\r
PRETTY_NAME="a \\"b\\" \\$c"\r
`;
  expect(read(text)).toEqual({
    id: "ubuntu",
    versionId: "22.04",
    idLike: ["debian", "other"],
    prettyName: 'a "b" $c',
  });
});

test.each([
  ["", undefined],
  ["\n# nothing\n", undefined],
  ["garbage", undefined],
  ["NAME=x\n", { id: "linux" }],
  ["ID=\nVERSION_ID=\n", { id: "linux" }],
])("%j tells %j", (text, distribution) => {
  expect(read(text)).toEqual(distribution);
});

test("what would steer a terminal, or fill it, is left out", () => {
  expect(read('ID="\u001b[31mdebian"\nPRETTY_NAME="a\u001b[2Jb\u202ec\td"\n')).toEqual({
    id: "[31mdebian",
    prettyName: "a[2Jbcd",
  });
  const long = read(`ID=x\nPRETTY_NAME=${"y".repeat(5000)}\nVERSION_ID=${"1".repeat(5000)}`);
  expect(long).toEqual({ id: "x", versionId: "1".repeat(200), prettyName: "y".repeat(200) });
});
