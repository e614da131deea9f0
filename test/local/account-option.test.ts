import { describe, expect, test } from "@jest/globals";
import { readAccountOptions } from "../../local/account-option.ts";

describe("accounts on the command line", () => {
  test("may be several, connected or not, and leave the other options", () => {
    expect(
      readAccountOptions([
        "--no-demo",
        ...["--account", "333333333333:eu-west-1"],
        "--account=222222222222:ap-southeast-2",
        ...["--unconnected", "444444444444:us-east-1"],
        "--fresh",
      ]),
    ).toEqual({
      accounts: [
        { accountId: "333333333333", region: "eu-west-1", connects: true },
        { accountId: "222222222222", region: "ap-southeast-2", connects: true },
        { accountId: "444444444444", region: "us-east-1", connects: false },
      ],
      rest: ["--no-demo", "--fresh"],
    });
  });

  test.each([
    ["33333333333:eu-west-1", "is no account"],
    ["333333333333", "is no account"],
    ["333333333333:", "is no account"],
    ["333333333333:europe", "is no account"],
    ["333333333333:eu-west-1:x", "is no account"],
    ["333333333333:cn-north-1", "is no account"],
    ["333333333333:us-gov-west-1", "is no account"],
    ["", "is no account"],
    ["111111111111:eu-west-1", "the account in which ecr-scout itself runs"],
    ["222222222222:us-east-1", "is there already"],
  ])("'%s' is refused with what is wrong", (value, expected) => {
    expect(() => readAccountOptions(["--account", value])).toThrow(expected);
    expect(() => readAccountOptions([`--unconnected=${value}`])).toThrow(expected);
  });

  test("need a value", () => {
    expect(() => readAccountOptions(["--account"])).toThrow("--account 333333333333:eu-west-1");
  });

  test("are refused when one is there twice, or too many are", () => {
    const twice = ["--account", "333333333333:eu-west-1", "--unconnected=333333333333:eu-west-1"];
    expect(() => readAccountOptions(twice)).toThrow("is there twice");
    const many = Array.from({ length: 21 }, (_, index) => `--account=${index + 3e11}:eu-west-1`);
    expect(() => readAccountOptions(many)).toThrow("20 at most");
  });
});
