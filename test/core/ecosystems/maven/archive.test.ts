import { randomBytes } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import type { ParsedFile } from "../../../../core/ecosystems/ecosystem.ts";
import { maven } from "../../../../core/ecosystems/maven/maven.ts";
import { fileEntry, readFile } from "../file-entry.ts";
import { manifestEntry, pomEntry, zipOf, type ZipFixtureEntry } from "./zip-fixture.ts";

const SMALL = 1024;
const LARGE = 100 * 1024 * 1024;

/** The two ways of reading, by the size that the file is said to have. */
const WAYS: [string, (bytes: Buffer, name?: string) => ParsedFile | undefined][] = [
  ["whole", (bytes, name = "app.jar") => readFile(maven, fileEntry(name, { size: SMALL }), bytes)],
  ...[7, 100, 65536].map((chunkSize): (typeof WAYS)[number] => [
    `in chunks of ${chunkSize} bytes`,
    (bytes, name = "app.jar") =>
      readFile(maven, fileEntry(name, { size: LARGE }), bytes, chunkSize),
  ]),
];

const CLASS: ZipFixtureEntry = { name: "com/acme/Main.class", data: "PK".repeat(50) };
const LIB = zipOf([pomEntry("org.lib", "lib", "2.0"), CLASS]);
const BOMB = Buffer.alloc(33 * 1024 * 1024);
const PACKAGES = [
  { namespace: "com.acme", name: "app", version: "1.0" },
  { namespace: "org.lib", name: "lib", version: "2.0", innerPath: "BOOT-INF/lib/lib-2.0.jar" },
];

test.each([
  ["app/a.jar", SMALL, "whole"],
  ["app/a.war", SMALL, "whole"],
  ["app/a.ear", SMALL, "whole"],
  ["app/a.par", SMALL, "whole"],
  ["var/a.jpi", SMALL, "whole"],
  ["var/a.hpi", SMALL, "whole"],
  ["app/a.jar", LARGE, "stream"],
  ["app/a.jar", 16 * 1024 * 1024, "whole"],
  ["app/a.tar", SMALL, undefined],
  ["app/jar", SMALL, undefined],
  ["app/a.zip", SMALL, undefined],
])("wants %s of %j bytes: %s", (path, size, kind) => {
  expect(maven.wants(fileEntry(path, { size }))?.kind).toBe(kind);
});

describe.each(WAYS)("read %s", (_, read) => {
  test.each<[string, Partial<ZipFixtureEntry>]>([
    ["packed", {}],
    ["stored", { stored: true }],
    ["packed, sizes behind", { descriptor: true }],
    ["stored, sizes behind", { stored: true, descriptor: true }],
    ["packed, sizes of 8 bytes behind", { descriptor: "zip64" }],
  ])("entries %s, an archive inside", (_name, how) => {
    const archive = zipOf([
      { ...CLASS, ...how },
      { ...pomEntry("com.acme", "app", "1.0"), ...how },
      { name: "BOOT-INF/lib/lib-2.0.jar", data: LIB, ...how },
      { name: "BOOT-INF/", data: "", stored: true },
    ]);
    expect(read(archive)).toEqual({ packages: PACKAGES });
  });

  test("behind a script that starts it", () => {
    const script = `#!/bin/sh\nexec java -jar "$0"\n`;
    const archive = zipOf(
      [pomEntry("com.acme", "app", "1.0"), { name: "BOOT-INF/lib/lib-2.0.jar", data: LIB }],
      script,
    );
    expect(read(archive)).toEqual({ packages: PACKAGES });
  });

  test("an archive in an archive in an archive", () => {
    const war = zipOf([{ name: "WEB-INF/lib/lib-2.0.jar", data: LIB, descriptor: true }]);
    const { packages } = read(zipOf([{ name: "web.war", data: war }]), "app.ear") ?? {};
    expect(packages?.map(({ innerPath }) => innerPath)).toEqual([
      "web.war!/WEB-INF/lib/lib-2.0.jar",
    ]);
  });

  test("an archive without anything of ours tells nothing", () => {
    expect(read(zipOf([CLASS]))).toBeUndefined();
    expect(read(zipOf([CLASS, manifestEntry("Created-By: 21")]))).toBeUndefined();
  });

  test("an entry that can't be read is a warning, the others are read", () => {
    const archive = zipOf([
      { ...pomEntry("a", "encrypted", "1"), encrypted: true },
      { ...pomEntry("a", "imploded", "1"), method: 6 },
      { ...pomEntry("a", "damaged", "1"), stored: true, method: 8 },
      { name: "lib/none.jar", data: "not an archive" },
      pomEntry("com.acme", "app", "1.0"),
    ]);
    const result = read(archive);
    expect(result?.packages).toEqual([PACKAGES[0]]);
    expect(result?.warnings).toEqual([
      expect.stringContaining("it is encrypted"),
      expect.stringContaining("its compression method 6 is not supported"),
      expect.stringContaining("its compressed bytes are damaged"),
      expect.stringContaining('"lib/none.jar" was not read: It is not a ZIP archive'),
    ]);
  });

  test("archives deeper than the limit are a warning", () => {
    let archive = LIB;
    for (let depth = 0; depth < 8; depth += 1) archive = zipOf([{ name: "a.jar", data: archive }]);
    const result = read(archive);
    expect(result?.packages).toBeUndefined();
    expect(result?.warnings).toEqual([expect.stringContaining("more than 4 archives deep")]);
  });

  test("a bomb is a warning", () => {
    const archive = zipOf([
      { name: "lib/bomb.jar", data: BOMB },
      { name: "META-INF/maven/g/a/pom.properties", data: BOMB },
      pomEntry("com.acme", "app", "1.0"),
    ]);
    const result = read(archive);
    expect(result?.packages).toEqual([PACKAGES[0]]);
    expect(result?.warnings).toEqual([
      expect.stringContaining("lib/bomb.jar"),
      expect.stringContaining("META-INF/maven/g/a/pom.properties"),
    ]);
    expect(result?.warnings?.join()).toContain("it unpacks to more than the");
  });

  test.each([20, 100, 2000])(
    "an archive that ends after %j bytes never goes unnoticed",
    (length) => {
      const archive = zipOf([
        pomEntry("com.acme", "app", "1.0"),
        { name: "a.bin", data: randomBytes(5000), descriptor: true },
      ]);
      let outcome: string;
      try {
        outcome = (read(archive.subarray(0, length))?.warnings ?? []).join();
      } catch (error) {
        outcome = String(error);
      }
      expect(outcome).toMatch(/no whole ZIP archive|not a ZIP archive/);
    },
  );
});

test("an empty file tells nothing, another one is an error", () => {
  expect(readFile(maven, fileEntry("a.jar"), "")).toBeUndefined();
  expect(() => readFile(maven, fileEntry("a.jar"), "text")).toThrow("It is not a ZIP archive");
});

test("its package URLs", () => {
  const pkg = { namespace: "org.apache.commons", name: "commons-text", version: "1.9" };
  expect(maven.toPurl(pkg, undefined)).toBe("pkg:maven/org.apache.commons/commons-text@1.9");
});
