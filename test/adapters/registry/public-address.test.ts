import { describe, expect, test } from "@jest/globals";
import { publicLookup } from "../../../adapters/registry/agents.ts";
import { checkOrigin } from "../../../adapters/registry/origin-policy.ts";
import { isPublicAddress } from "../../../adapters/registry/public-address.ts";

describe("addresses", () => {
  test.each([
    "1.1.1.1",
    "52.216.0.1",
    "100.63.255.255",
    "100.128.0.1",
    "172.15.0.1",
    "172.32.0.1",
    "192.0.1.1",
    "223.255.255.255",
    "2606:4700::1111",
    "2a00:1450:4001::8a",
    "::ffff:1.1.1.1",
    "64:ff9b::1.1.1.1",
  ])("%s is public", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  test.each([
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "100.127.255.255",
    "127.0.0.1",
    "127.255.255.255",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.2.1",
    "192.168.0.1",
    "198.18.0.1",
    "198.19.255.255",
    "203.0.113.9",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:a00:1",
    "0:0:0:0:0:ffff:10.0.0.1",
    "64:ff9b::10.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "3fff::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "ff02::1",
    "",
    "localhost",
    "1.2.3",
  ])("%j is not", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe("what a registry spoken to by https names", () => {
  const policy = {
    registryOrigin: "https://registry.example",
    plainHttp: false,
    allowedPrivateHosts: ["10.0.0.5:443"],
  };
  test.each([
    ["https://storage.example/x", undefined],
    ["https://10.0.0.5/x", undefined],
    ["http://storage.example/x", "it is not https but http"],
    ["http://registry.example/x", "it is not https but http"],
    ["https://10.0.0.5:8443/x", "not on the public internet"],
    ["https://[fd00::1]/x", "not on the public internet"],
  ])("%s: %s", (address, why) => {
    const check = (): void => {
      checkOrigin(new URL(address), policy, "a redirect");
    };
    if (why === undefined) expect(check).not.toThrow();
    else expect(check).toThrow(why);
  });
});

describe("look-ups for connections", () => {
  test.each([{ all: true }, { all: false }, {}])("refuse loopback names (%j)", async (options) => {
    const error = await new Promise((resolve) => {
      publicLookup("localhost", options, resolve);
    });
    expect(error).toMatchObject({ code: "refused-address" });
  });

  test.each([{ all: true }, {}])("pass public addresses on (%j)", async (options) => {
    // A literal needs no name server.
    const answer = await new Promise((resolve) => {
      publicLookup("1.1.1.1", options, (...args) => {
        resolve(args);
      });
    });
    const expected =
      options.all === true ? [null, [{ address: "1.1.1.1", family: 4 }]] : [null, "1.1.1.1", 4];
    expect(answer).toEqual(expected);
  });
});
