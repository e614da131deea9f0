import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import {
  formatFamiliarReference,
  formatReference,
  parseReference,
  referenceTarget,
} from "../../../core/oci/reference.ts";

const DIGEST = `sha256:${"a1".repeat(32)}`;

describe("parseReference", () => {
  test.each([
    ["alpine", "docker.io/library/alpine:latest"],
    ["alpine:3.20", "docker.io/library/alpine:3.20"],
    ["library/alpine", "docker.io/library/alpine:latest"],
    ["bitnami/redis:7", "docker.io/bitnami/redis:7"],
    ["docker.io/alpine", "docker.io/library/alpine:latest"],
    ["index.docker.io/library/alpine", "docker.io/library/alpine:latest"],
    ["ghcr.io/a/b/c:v1", "ghcr.io/a/b/c:v1"],
    ["localhost/app", "localhost/app:latest"],
    ["localhost:5000/app", "localhost:5000/app:latest"],
    ["127.0.0.1:5050/team/app:1.0", "127.0.0.1:5050/team/app:1.0"],
    ["[::1]:5050/app", "[::1]:5050/app:latest"],
    ["Registry/app", "Registry/app:latest"],
    [`alpine@${DIGEST}`, `docker.io/library/alpine@${DIGEST}`],
    [`alpine:3.20@${DIGEST}`, `docker.io/library/alpine:3.20@${DIGEST}`],
    [`a/b@sha512:${"0f".repeat(64)}`, `docker.io/a/b@sha512:${"0f".repeat(64)}`],
    ["a/b__c/d-e.f_g", "docker.io/a/b__c/d-e.f_g:latest"],
    ["a/b---c:_x", "docker.io/a/b---c:_x"],
    [
      "222222222222.dkr.ecr.us-east-1.amazonaws.com/app:1",
      "222222222222.dkr.ecr.us-east-1.amazonaws.com/app:1",
    ],
  ])("%s is %s", (text, full) => {
    expect(formatReference(parseReference(text))).toBe(full);
  });

  test.each([
    ["", "it is empty"],
    ["https://ghcr.io/a", "Leave out https://"],
    [DIGEST, "only a digest"],
    ["a1".repeat(32), "only a digest"],
    ["Alpine", "upper-case"],
    ["ghcr.io/Team/app", "upper-case"],
    ["ghcr.io/", "is empty"],
    ["a//b", "is empty"],
    ["/a", "is empty"],
    ["a/", "is empty"],
    ["a:", "is no tag"],
    ["a:.x", "is no tag"],
    [`a:${"t".repeat(129)}`, "is no tag"],
    ["a@sha256:abc", "is no digest"],
    [`a@sha256:${"A1".repeat(32)}`, "is no digest"],
    [`a@md5:${"a1".repeat(16)}`, "is no digest"],
    ["a b", "is no part of a repository's name"],
    ["a/../b", "is no part of a repository's name"],
    ["a___b", "is no part of a repository's name"],
    ["-a", "is no part of a repository's name"],
    ["host:port/a", "is no host name"],
    ["ho st.io/a", "is no host name"],
    ["user@host.io/a", "is no digest"],
    [`ghcr.io/${"a".repeat(250)}`, "more than 255"],
    ["a".repeat(5000), "too long"],
  ])("refuses %j: %s", (text, why) => {
    expect(() => parseReference(text)).toThrow(
      expect.objectContaining({
        code: "invalid-reference",
        message: expect.stringContaining(why),
      }),
    );
  });

  test("what was formatted reads as the same", () => {
    const component = fc.stringMatching(/^[a-z0-9]{1,8}([._-][a-z0-9]{1,4})?$/);
    const reference = fc.record(
      {
        registry: fc.constantFrom("docker.io", "ghcr.io", "localhost:5000", "[::1]:1"),
        repository: fc.array(component, { minLength: 2, maxLength: 4 }).map((p) => p.join("/")),
        tag: fc.stringMatching(/^\w[\w.-]{0,20}$/),
        digest: fc.constant(DIGEST),
      },
      { requiredKeys: ["registry", "repository", "tag"] },
    );
    fc.assert(
      fc.property(reference, (value) => {
        expect(parseReference(formatReference(value))).toEqual(value);
        expect(parseReference(formatFamiliarReference(value))).toEqual(value);
      }),
    );
  });
});

test.each([
  ["docker.io/library/alpine:3.20", "alpine:3.20"],
  ["docker.io/bitnami/redis:7", "bitnami/redis:7"],
  ["docker.io/library/a/b:1", "library/a/b:1"],
  ["docker.io/my.org/a:1", "docker.io/my.org/a:1"],
  ["ghcr.io/a/b:1", "ghcr.io/a/b:1"],
])("%s is familiar as %s", (text, familiar) => {
  expect(formatFamiliarReference(parseReference(text))).toBe(familiar);
});

test.each([
  [`a:1@${DIGEST}`, DIGEST],
  ["a:1", "1"],
  ["a", "latest"],
])("the target of %s is %s", (text, target) => {
  expect(referenceTarget(parseReference(text))).toBe(target);
});
