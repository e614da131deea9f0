import { zipSync } from "fflate";
import type { LayerFile } from "./tar-writer.ts";

/** What no machine is sure to have: databases and archives written by code. */

/** An Alpine database (apk-tools, `lib/apk/db/installed`) of this many packages. */
export function apkDatabase(packages: number): Buffer {
  const blocks = Array.from({ length: packages }, (_, index) =>
    [
      `C:Q1${Buffer.from(`package ${index}`).toString("base64")}`,
      `P:bench-package-${index}`,
      `V:1.${index % 40}.${index % 7}-r${index % 5}`,
      "A:x86_64",
      "S:12345",
      "I:45678",
      "T:A package of the benchmark",
      "L:MIT",
      `o:bench-source-${Math.floor(index / 3)}`,
      "F:usr/share/bench",
      ...Array.from({ length: 20 }, (_, file) => `R:file-${index}-${file}`),
      "",
    ].join("\n"),
  );
  return Buffer.from(`${blocks.join("\n")}\n`);
}

/** A dpkg status file (dpkg(1), deb-control(5)) of this many packages. */
export function dpkgStatus(packages: number, revision: number): Buffer {
  const paragraphs = Array.from({ length: packages }, (_, index) =>
    [
      `Package: bench-${index}`,
      "Status: install ok installed",
      "Priority: optional",
      "Section: libs",
      "Installed-Size: 100",
      "Maintainer: Benchmark <benchmark@example.com>",
      "Architecture: amd64",
      `Source: bench-source-${Math.floor(index / 4)}`,
      `Version: 1.${index % 50}-${revision}`,
      "Description: a package of the benchmark",
      "",
    ].join("\n"),
  );
  return Buffer.from(`${paragraphs.join("\n")}\n`);
}

/** Java archives with Maven's pom.properties, every fourth one with another one nested in it. */
export function javaArchives(count: number, folder: string): LayerFile[] {
  return Array.from({ length: count }, (_, index) => {
    const inner = index % 4 === 0 ? { "BOOT-INF/lib/nested.jar": archive(index + 10_000) } : {};
    const content = Buffer.from(zipSync({ ...archiveFiles(index), ...inner }, { level: 6 }));
    return { path: `${folder}/library-${index}.jar`, mode: 0o644, content };
  });
}

function archive(index: number): Uint8Array {
  return zipSync(archiveFiles(index), { level: 6 });
}

function archiveFiles(index: number): Record<string, Uint8Array> {
  const artifact = `library-${index}`;
  const text = (value: string): Uint8Array => Buffer.from(value);
  const classes = Object.fromEntries(
    Array.from({ length: 60 }, (_, number) => [
      `org/example/${artifact}/Class${number}.class`,
      pseudoRandom(8_000, index * 100 + number),
    ]),
  );
  return {
    "META-INF/MANIFEST.MF": text(`Manifest-Version: 1.0\r\nImplementation-Title: ${artifact}\r\n`),
    [`META-INF/maven/org.example/${artifact}/pom.properties`]: text(
      `groupId=org.example\nartifactId=${artifact}\nversion=2.${index % 30}.1\n`,
    ),
    ...classes,
  };
}

/** Bytes that compress by about a third, the same ones for the same seed. */
function pseudoRandom(length: number, seed: number): Uint8Array {
  let state = seed + 1;
  return Uint8Array.from({ length }, () => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
    return (state >> 16) & 0x3f;
  });
}
