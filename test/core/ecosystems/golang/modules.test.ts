import { expect, test } from "@jest/globals";
import { goPackages } from "../../../../core/ecosystems/golang/build-info.ts";
import { golang } from "../../../../core/ecosystems/golang/golang.ts";

const purls = (modules: string, goVersion = ""): string[] =>
  goPackages({ goVersion, modules }).map((pkg) => golang.toPurl(pkg, undefined));

test.each([
  ["go1.22.3", ["pkg:golang/stdlib@1.22.3"]],
  ["go1.22", ["pkg:golang/stdlib@1.22"]],
  ["go1.23rc1", ["pkg:golang/stdlib@1.23rc1"]],
  ["go1.22.3 X:boringcrypto", ["pkg:golang/stdlib@1.22.3"]],
  ["devel go1.24-abcdef1234 Mon Jan 1 00:00:00 2024 +0000", ["pkg:golang/stdlib@1.24-abcdef1234"]],
  ["devel +abcdef", []],
  ["", []],
])("the toolchain %j", (goVersion, expected) => {
  expect(purls("", goVersion)).toEqual(expected);
});

test.each([
  ["dep\texample.com/a\tv1.0.0\th1:x=", ["pkg:golang/example.com/a@v1.0.0"]],
  ["mod\texample.com/a\t(devel)\t", ["pkg:golang/example.com/a"]],
  ["mod\texample.com/a", ["pkg:golang/example.com/a"]],
  [
    "dep\texample.com/a\tv1.0.0\n=>\texample.com/fork\tv2.0.0\th1:x=",
    ["pkg:golang/example.com/fork@v2.0.0"],
  ],
  ["dep\texample.com/a\tv1.0.0\n=>\t./local\t(devel)\t", ["pkg:golang/example.com/a"]],
  ["dep\texample.com/a\tv1.0.0\n=>\t/src/local\t\t", ["pkg:golang/example.com/a"]],
  ["dep\texample.com/a\tv1.0.0\n=>\tC:\\src\tv1\t", ["pkg:golang/example.com/a"]],
  ["=>\texample.com/fork\tv2.0.0", []],
  ["path\tcommand-line-arguments\nbuild\tvcs=git", []],
  ["dep\t\tv1.0.0", []],
  ["dep\texample.com/a\u001b[31m\tv1.0.0", []],
  ["garbage", []],
  ["dep\tsingle\tv1.0.0", ["pkg:golang/single@v1.0.0"]],
  ["dep\texample.com/trailing/\tv1.0.0", ["pkg:golang/example.com%2Ftrailing%2F@v1.0.0"]],
])("%j", (modules, expected) => {
  expect(purls(modules)).toEqual(expected);
});

test("a folder in place of a module leaves its version unknown", () => {
  const [pkg] = goPackages({
    goVersion: "",
    modules: "dep\texample.com/a\tv1.0.0\n=>\t../a\t(devel)\t\ndep\tb.c/d\tv1.0.0\n",
  });
  expect(pkg).toEqual({ namespace: "example.com", name: "a", version: "(devel)" });
});
