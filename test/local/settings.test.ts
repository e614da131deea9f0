import { describe, expect, test } from "@jest/globals";
import { HELP, readSettings } from "../../local/settings.ts";

describe("settings of local mode", () => {
  test("have the documented defaults", () => {
    expect(readSettings([], {})).toMatchObject({
      port: 8080,
      awsPort: 4566,
      registryPort: 5050,
      fresh: false,
      demo: true,
      help: false,
    });
  });

  test.each([
    ["PORT", "port"],
    ["AWS_PORT", "awsPort"],
    ["ECR_PORT", "registryPort"],
  ])("%s moves the port", (variable, setting) => {
    expect(readSettings([], { [variable]: "9999" })).toMatchObject({ [setting]: 9999 });
  });

  test.each(["http", "-1", "65536", "80.5"])("refuse PORT=%s and say what it must be", (value) => {
    expect(() => readSettings([], { PORT: value })).toThrow(`PORT=${value} is not a port`);
  });

  test("take the options", () => {
    expect(readSettings(["--no-demo", "--fresh"], {})).toMatchObject({ demo: false, fresh: true });
  });

  test("refuse an unknown option and name the help", () => {
    expect(() => readSettings(["--wipe"], {})).toThrow(
      "Unknown option --wipe. npm start -- --help lists the options.",
    );
  });

  test("name every option and variable in the help", () => {
    for (const word of ["--no-demo", "--fresh", "PORT", "AWS_PORT", "ECR_PORT"]) {
      expect(HELP).toContain(word);
    }
  });
});
