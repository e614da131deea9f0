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

/** An executable of some megabytes with Go's build information (debug/buildinfo) near its end. */
export function goProgram(modules: number): Buffer {
  const lines = Array.from(
    { length: modules },
    (_, index) => `dep\texample.org/bench/module-${index}\tv1.${index % 30}.0\th1:bench=\n`,
  );
  const mark = Buffer.alloc(16, 0x42);
  const text = `path\texample.org/bench\nmod\texample.org/bench\tv1.0.0\n${lines.join("")}`;
  const marked = Buffer.concat([mark, Buffer.from(text), mark]);
  const version = Buffer.from("go1.22.3");
  const info = Buffer.concat([
    Buffer.from("\xff Go buildinf:\x08\x02".padEnd(32, "\0"), "latin1"),
    unsignedVarint(version.length),
    version,
    unsignedVarint(marked.length),
    marked,
  ]);
  const code = pseudoRandom(8 * 1024 * 1024, modules);
  const head = Buffer.alloc(16);
  head.write("\x7fELF", "latin1");
  return Buffer.concat([head, code, info, Buffer.alloc(100_000)]);
}

/** https://go.dev/pkg/encoding/binary */
function unsignedVarint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return Buffer.from([...bytes, rest]);
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
