import { describe, expect, test } from "@jest/globals";
import { HELP, readSettings } from "../../local/settings.ts";

describe("settings of local mode", () => {
  test("have the documented defaults", () => {
    expect(readSettings([], {})).toMatchObject({
      port: 8080,
      awsPort: 4566,
      registryPort: 5050,
      consolePort: 4570,
      accounts: [],
      roundSeconds: 3600,
      fresh: false,
      demo: true,
      help: false,
    });
  });

  test.each([
    ["PORT", "port"],
    ["AWS_PORT", "awsPort"],
    ["ECR_PORT", "registryPort"],
    ["CONSOLE_PORT", "consolePort"],
  ])("%s moves the port", (variable, setting) => {
    expect(readSettings([], { [variable]: "9999" })).toMatchObject({ [setting]: 9999 });
  });

  test.each(["http", "-1", "65536", "80.5"])("refuse PORT=%s and say what it must be", (value) => {
    expect(() => readSettings([], { PORT: value })).toThrow(`PORT=${value} is not a port`);
  });

  test("let the console have any free port where AWS's endpoint has", () => {
    expect(readSettings([], { AWS_PORT: "0" }).consolePort).toBe(0);
    expect(readSettings([], { AWS_PORT: "0", CONSOLE_PORT: "4570" }).consolePort).toBe(4570);
  });

  test("take the seconds between two rounds", () => {
    expect(readSettings([], { ROUND_SECONDS: "5" }).roundSeconds).toBe(5);
  });

  test.each(["0", "-1", "hourly", "1e9", "Infinity"])("refuse ROUND_SECONDS=%s", (value) => {
    expect(() => readSettings([], { ROUND_SECONDS: value })).toThrow(
      `ROUND_SECONDS=${value} is no number of seconds`,
    );
  });

  test("take accounts", () => {
    expect(readSettings(["--no-demo", "--account", "333333333333:eu-west-1"], {})).toMatchObject({
      demo: false,
      accounts: [{ accountId: "333333333333", region: "eu-west-1", connects: true }],
    });
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
    for (const word of [
      ...["--no-demo", "--fresh", "--account", "--unconnected"],
      ...["PORT", "AWS_PORT", "ECR_PORT", "CONSOLE_PORT", "ROUND_SECONDS"],
    ]) {
      expect(HELP).toContain(word);
    }
  });
});
