import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { FileEntry } from "../../../core/ecosystems/ecosystem.ts";
import { detectors } from "../../../core/ecosystems/index.ts";
import { fileEntry, readFile } from "./file-entry.ts";
import { buildInfoOf, programWith } from "./golang/build-info-fixture.ts";
import { manifestEntry, pomEntry, zipOf } from "./maven/zip-fixture.ts";

const JAR = zipOf([
  { ...pomEntry("g", "a", "1"), descriptor: true },
  manifestEntry("Bundle-SymbolicName: g.a"),
  { name: "lib/b-1.jar", data: zipOf([pomEntry("g", "b", "1")]) },
]);
const MODULES = "path\tx\nmod\tg.h/x\tv1\t\ndep\tg.h/y\tv2\t\n=>\tg.h/z\tv3\t\n";

/** A sound file of each kind, to be damaged. */
const FILES: [FileEntry, Buffer][] = [
  [fileEntry("etc/os-release"), Buffer.from('ID=debian\nVERSION_ID="12"\n')],
  [fileEntry("var/lib/dpkg/status"), Buffer.from("Package: a\nVersion: 1\nSource: b (2)\n\n")],
  [fileEntry("var/lib/dpkg/info/a.list"), Buffer.from("/.\n/usr/bin/a\n")],
  [fileEntry("lib/apk/db/installed"), Buffer.from("P:a\nV:1\no:b\nF:usr\nR:a\n\n")],
  [
    fileEntry("node_modules/a/package.json"),
    Buffer.from('{"name":"a","version":"1","license":{}}'),
  ],
  [fileEntry("a.dist-info/METADATA"), Buffer.from("Name: a\nVersion: 1\nLicense: MIT\n\nText")],
  [
    fileEntry("usr/bin/a", { mode: 0o755, size: 1e7 }),
    programWith(buildInfoOf({ modules: MODULES }), 64),
  ],
  [fileEntry("a.jar"), JAR],
  [fileEntry("large.jar", { size: 1e9 }), JAR],
];

const damage = fc.array(fc.tuple(fc.nat(), fc.oneof(fc.nat(255), fc.constantFrom(0, 255))), {
  maxLength: 4,
});

describe.each(FILES)("a damaged $path", (entry, sound) => {
  const detector = detectors.find((one) => one.wants(entry) !== undefined);

  test("is read or refused, and never anything else", () => {
    fc.assert(
      fc.property(damage, fc.nat(), fc.integer({ min: 1, max: 500 }), (changes, cut, chunk) => {
        const bytes = Buffer.from(sound);
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        const kept = bytes.subarray(0, bytes.length - (cut % 3 === 0 ? cut % bytes.length : 0));
        if (detector === undefined) throw new Error(`Nobody wants ${entry.path}.`);
        let refusal: unknown;
        try {
          const result = readFile(detector, entry, kept, chunk);
          for (const pkg of result?.packages ?? []) {
            expect(pkg.name).not.toBe("");
            expect(pkg.version).not.toBe("");
          }
        } catch (error) {
          refusal = error;
        }
        if (refusal === undefined) return;
        // Our own sentence, and not a RangeError or TypeError of something overlooked.
        const message = expect.stringMatching(/^Its? [a-z]+ .*\.$/) as unknown;
        expect(refusal).toMatchObject({ name: "Error", message });
      }),
      { numRuns: 300 },
    );
  });
});
