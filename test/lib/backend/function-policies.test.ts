import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "@jest/globals";
import type { PolicyDocument } from "../../../lib/function-policies.ts";
import { resolveIntrinsics } from "../../../lib/resolve-intrinsics.ts";
import { ROLE_PATHS } from "../../../local/functions.ts";

const PROJECT = fileURLToPath(new URL("../../../", import.meta.url));

describe("local/function-policies.json", () => {
  const policies = JSON.parse(
    readFileSync(`${PROJECT}local/function-policies.json`, "utf8"),
  ) as Record<string, PolicyDocument>;

  test("is what the CDK app deploys", async () => {
    const args = ["bin/function-policies.ts", "--check"];
    await expect(promisify(execFile)(process.execPath, args, { cwd: PROJECT })).resolves.toEqual({
      stdout: "",
      stderr: "",
    });
  });

  test("has every function of local mode", () => {
    expect(Object.keys(policies).sort()).toEqual(Object.keys(ROLE_PATHS).sort());
  });

  test("names resources as local mode does, and leaves nothing open", () => {
    const resources = Object.values(policies).flatMap(({ Statement }) =>
      Statement.flatMap(({ Resource }) => Resource),
    );
    const own =
      /^arn:\$\{Partition\}:(?:(?:dynamodb|sqs|logs):\$\{Region\}:\$\{Account\}|s3::|iam::\*):/;
    for (const resource of resources) expect(resource).toMatch(own);
    expect(resources).toContain("arn:${Partition}:dynamodb:${Region}:${Account}:table/ecr-scout");
    expect(resources).toContain("arn:${Partition}:s3:::ecr-scout-blobs/*");
    expect(resources).toContain("arn:${Partition}:sqs:${Region}:${Account}:large-analysis");
  });
});

describe("references in policies", () => {
  const arns = new Map([["Queue", "arn:${Partition}:sqs:${Region}:${Account}:queue"]]);

  test.each([
    ["arn:aws:s3:::bucket", "arn:aws:s3:::bucket"],
    [{ "Fn::GetAtt": ["Queue", "Arn"] }, "arn:${Partition}:sqs:${Region}:${Account}:queue"],
    [
      { "Fn::Join": ["", ["arn:", { Ref: "AWS::Partition" }, ":iam::*:role/ecr-scout/*"]] },
      "arn:${Partition}:iam::*:role/ecr-scout/*",
    ],
  ])("%j is %s", (value, expected) => {
    expect(resolveIntrinsics(value, arns)).toBe(expected);
  });

  test.each([
    { "Fn::GetAtt": ["Other", "Arn"] },
    { "Fn::GetAtt": ["Queue", "QueueName"] },
    { Ref: "Queue" },
    { "Fn::ImportValue": "x" },
    undefined,
  ])("%j is refused by name", (value) => {
    expect(() => resolveIntrinsics(value, arns)).toThrow(/nothing is known/);
  });
});
