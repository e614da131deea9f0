import { expect, test } from "@jest/globals";
import { parseTarget } from "../../cli/target.ts";

test.each([
  ["alpine:3.20", { kind: "image", reference: "alpine:3.20" }],
  ["127.0.0.1:5050/a/b:1", { kind: "image", reference: "127.0.0.1:5050/a/b:1" }],
  ["registry://ghcr.io/a/b", { kind: "registry", reference: "ghcr.io/a/b" }],
  ["oci-dir://build/image", { kind: "oci-dir", place: "build/image" }],
  ["oci-dir:///tmp/x:1.0", { kind: "oci-dir", place: "/tmp/x:1.0" }],
  ["archive://image.tar:app:latest", { kind: "archive", place: "image.tar:app:latest" }],
  ["fs:///", { kind: "fs", path: "/" }],
])("%s", (text, target) => {
  expect(parseTarget(text)).toEqual(target);
});

test.each([
  ["sftp://x", "sftp:// is no kind of target. Use registry://, oci-dir://, archive:// or fs://."],
  ["", "The target is empty."],
  ["fs://", "fs:// names nothing after fs://."],
])("%s is refused", (text, message) => {
  expect(() => parseTarget(text)).toThrow(message);
});
