import { describe, expect, test } from "@jest/globals";
import type { ParsedFile } from "../../../../core/ecosystems/ecosystem.ts";
import { golang } from "../../../../core/ecosystems/golang/golang.ts";
import { fileEntry, readFile } from "../file-entry.ts";
import { buildInfoOf, programWith } from "./build-info-fixture.ts";

const PROGRAM = fileEntry("usr/bin/tool", { mode: 0o755, size: 2_000_000 });
const read = (bytes: Buffer, chunkSize?: number): ParsedFile | undefined =>
  readFile(golang, PROGRAM, bytes, chunkSize);

const MODULES = `path\tgithub.com/acme/tool/cmd/tool
mod\tgithub.com/acme/tool\tv1.4.0\th1:aaaa=
dep\tgithub.com/BurntSushi/toml\tv1.3.2\th1:bbbb=
build\t-compiler=gc
`;
const PACKAGES = [
  { name: "stdlib", version: "1.22.3" },
  { namespace: "github.com/acme", name: "tool", version: "v1.4.0" },
  { namespace: "github.com/BurntSushi", name: "toml", version: "v1.3.2" },
];

test.each([
  ["usr/bin/tool", 0o755, 2_000_000, true],
  ["usr/bin/tool", 0o001, 2_000_000, true],
  ["lib/plugin.so", 0o644, 2_000_000, true],
  ["app/tool.exe", 0o644, 2_000_000, true],
  ["usr/bin/tool", 0o644, 2_000_000, false],
  ["usr/bin/script", 0o755, 20_000, false],
])("wants %s, mode %j, %j bytes: %j", (path, mode, size, wanted) => {
  expect(golang.wants(fileEntry(path, { mode, size })) !== undefined).toBe(wanted);
});

describe("finds the build info", () => {
  const info = buildInfoOf({ modules: MODULES });

  test.each([1, 3, 4, 15, 16, 17, 1000, 4096, 5003, 1 << 20])("in chunks of %j bytes", (size) => {
    expect(read(programWith(info, 4992), size)).toEqual({ packages: PACKAGES });
  });

  // Chunk borders at every place of the magic, of the header and of the texts.
  test("wherever a chunk ends in it", () => {
    const program = programWith(info, 64, 64 + info.length);
    for (let size = 60; size < program.length; size += 1) {
      expect([size, read(program, size)]).toEqual([size, { packages: PACKAGES }]);
    }
  });

  test("at the very end of the file", () => {
    expect(read(programWith(info, 3200, 3200 + info.length))).toEqual({ packages: PACKAGES });
  });

  test.each([
    ["ELF", "7f454c46"],
    ["PE", "4d5a9000"],
    ["Mach-O", "cffaedfe"],
    ["Mach-O for several architectures", "cafebabe"],
  ])("in %s", (_, head) => {
    const program = programWith(info, 320);
    Buffer.from(head, "hex").copy(program);
    expect(read(program)).toEqual({ packages: PACKAGES });
  });

  test("of 1,000 modules", () => {
    const lines = Array.from(
      { length: 1000 },
      (_, i) => `dep\texample.com/m${i}\tv1.0.${i}\th1:x=`,
    );
    const many = buildInfoOf({ modules: `path\tx\n${lines.join("\n")}\n` });
    expect(read(programWith(many, 1024), 4096)?.packages).toHaveLength(1001);
  });

  test("behind places that only look like one", () => {
    const decoys = [
      buildInfoOf({ flags: 0xff, goVersion: "nonsense" }),
      buildInfoOf({ flags: 0, pointerSize: 8 }),
      buildInfoOf({ flags: 0, pointerSize: 77 }),
      Buffer.concat([buildInfoOf({}).subarray(0, 32), Buffer.alloc(16, 0xff)]),
    ].map((bytes) => Buffer.concat([bytes, Buffer.alloc(128 - bytes.length)]));
    const program = programWith(Buffer.concat([...decoys, info]), 640);
    for (const size of [16, 100, 4096]) expect(read(program, size)).toEqual({ packages: PACKAGES });
  });

  test("behind one that claims to be longer than the file", () => {
    const long = Buffer.concat([
      buildInfoOf({ goVersion: "go1.0" }).subarray(0, 38),
      Buffer.from([0xff, 0xff, 0x7f]),
    ]);
    const program = programWith(long, 320, 2000);
    info.copy(program, 640);
    expect(read(program, 100)).toEqual({ packages: PACKAGES });
  });
});

test("what is no program is not searched", () => {
  const script = programWith(buildInfoOf({ modules: MODULES }), 320);
  script.write("#!/bin/sh\n");
  expect(read(script)).toBeUndefined();
  expect(read(Buffer.alloc(0))).toBeUndefined();
  expect(read(Buffer.from("\x7fEL"))).toBeUndefined();
});

test("a place that is not aligned is none", () => {
  expect(read(programWith(buildInfoOf({ modules: MODULES }), 327))).toBeUndefined();
});

test("a program of another language tells nothing", () => {
  expect(read(programWith(Buffer.from("int main"), 320))).toBeUndefined();
});

test("Go before 1.18 is a warning", () => {
  const old = programWith(buildInfoOf({ flags: 0, pointerSize: 8 }), 320);
  expect(read(old)?.warnings).toEqual([expect.stringContaining("Go before 1.18")]);
});

test("a program full of false places is a warning, not a long search", () => {
  const decoy = Buffer.alloc(48);
  buildInfoOf({ goVersion: "x" }).copy(decoy);
  const hostile = programWith(Buffer.concat(Array.from({ length: 100 }, () => decoy)), 64);
  expect(read(hostile)?.warnings).toEqual([expect.stringContaining("too many places")]);
});
