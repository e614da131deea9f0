import { expect, test } from "@jest/globals";
import { splitArchiveName } from "../../../../core/ecosystems/maven/file-name.ts";
import { maven } from "../../../../core/ecosystems/maven/maven.ts";
import { fileEntry, readFile } from "../file-entry.ts";
import { manifestEntry, pomEntry, zipOf, type ZipFixtureEntry } from "./zip-fixture.ts";

const read = (path: string, ...entries: ZipFixtureEntry[]): string[] =>
  (readFile(maven, fileEntry(path), zipOf(entries))?.packages ?? []).map(
    ({ namespace = "", name, version }) => `${namespace}:${name}:${version}`,
  );

test.each([
  ["guava-31.1-jre.jar", "guava", "31.1-jre"],
  ["lib/commons-lang3-3.12.0.jar", "commons-lang3", "3.12.0"],
  ["log4j-1.2-api-2.17.1.jar", "log4j-1.2-api", "2.17.1"],
  ["netty-all-4.1.100.Final-linux-x86_64.jar", "netty-all", "4.1.100.Final"],
  ["a-1.0-20230101.123456-7.jar", "a", "1.0-20230101.123456-7"],
  ["a-2.0-beta-3-SNAPSHOT.war", "a", "2.0-beta-3-SNAPSHOT"],
  ["a-1.0-sources.jar", "a", "1.0"],
  ["app.jar", "app", undefined],
  ["my-app.jar", "my-app", undefined],
  ["-1.jar", "", "1"],
  [`${"a-1".repeat(200)}.jar`, "a-1".repeat(200), undefined],
])("%s is %s in version %s", (path, artifact, version) => {
  expect(splitArchiveName(path)).toEqual({ artifact, ...(version !== undefined && { version }) });
});

test("pom.properties is what is believed, whatever the file is called", () => {
  expect(read("renamed.jar", pomEntry("org.a", "b", "1.0"))).toEqual(["org.a:b:1.0"]);
});

test("a shaded archive has all its artifacts, its own first, each once", () => {
  const found = read(
    "app/tool-3.0-all.jar",
    pomEntry("org.x", "x", "1.0"),
    pomEntry("org.acme", "tool", "3.0"),
    { ...pomEntry("org.x", "x", "1.0"), name: "shaded/META-INF/maven/org.x/x/pom.properties" },
    pomEntry("org.y", "y", "2.0"),
  );
  expect(found).toEqual(["org.acme:tool:3.0", "org.x:x:1.0", "org.y:y:2.0"]);
});

test("a shaded archive that has no pom.properties of its own is itself by its manifest", () => {
  const found = read(
    "app/tool-3.0.jar",
    pomEntry("org.x", "x", "1.0"),
    pomEntry("org.y", "y", "2.0"),
    manifestEntry("Bundle-SymbolicName: org.acme.tool;singleton:=true"),
  );
  expect(found).toEqual(["org.acme:tool:3.0", "org.x:x:1.0", "org.y:y:2.0"]);
});

test.each([
  [
    "spring-core-5.3.20.jar",
    ["Implementation-Title: spring-core"],
    "org.springframework:spring-core:5.3.20",
  ],
  ["spring-boot-2.7.0.jar", [], "org.springframework.boot:spring-boot:2.7.0"],
  ["a-b-1.0.jar", ["Bundle-SymbolicName: org.a.b"], "org.a:a-b:1.0"],
  ["tool-1.0.jar", ["Implementation-Vendor-Id: org.acme"], "org.acme:tool:1.0"],
  ["tool-1.0.jar", ["Implementation-Vendor-Id: Acme Inc."], "tool:tool:1.0"],
  ["junit-4.12.jar", [], "junit:junit:4.12"],
  ["org.eclipse.jdt.ecj-3.38.0.jar", [], "org.eclipse.jdt:ecj:3.38.0"],
  ["tool.jar", ["Implementation-Title: tool", "Implementation-Version: 2.1"], "tool:tool:2.1"],
  [
    "tool.jar",
    ["Bundle-SymbolicName: org.acme.tool", "Bundle-Version: 2.1.0"],
    "org.acme:tool:2.1.0",
  ],
  [
    "tool.jar",
    ["Bundle-SymbolicName: org.acm", " e.tool", "Implementation-Version: 2.", " 1"],
    "org.acme:tool:2.1",
  ],
])("without pom.properties, %s with %j is %s", (path, lines, expected) => {
  expect(read(path, manifestEntry(...lines))).toEqual([expected]);
});

test.each([
  ["jrt-fs.jar", ["Implementation-Title: Java Runtime Environment", "Implementation-Version: 17"]],
  ["tool.jar", ["Implementation-Title: tool"]],
  ["tool.jar", ["Implementation-Title: tool", "Implementation-Version: ${version}"]],
])("%s with %j is nobody's artifact", (path, lines) => {
  expect(read(path, manifestEntry(...lines))).toEqual([]);
});

test.each([
  ["groupId=a\nartifactId=b", "a:b:1.5"],
  ["groupId = a\nartifactId: b\nversion = 2", "a:b:2"],
  ["groupId=a\nartifactId=b\nversion=${project.version}", "a:b:1.5"],
  ["artifactId=b\nversion=2", "b:b:1.5"],
  ["", "b:b:1.5"],
])("pom.properties %j in b-1.5.jar", (data, expected) => {
  expect(read("b-1.5.jar", { name: "META-INF/maven/a/b/pom.properties", data })).toEqual([
    expected,
  ]);
});

test("licences of the manifest are the main artifact's", () => {
  const archive = zipOf([
    pomEntry("g", "a", "1"),
    manifestEntry('Bundle-License: Apache-2.0;link="https://example.org",MIT', "", "Name: x"),
  ]);
  expect(readFile(maven, fileEntry("a-1.jar"), archive)?.packages).toEqual([
    { namespace: "g", name: "a", version: "1", licenses: ["Apache-2.0", "MIT"] },
  ]);
});

test("coordinates with control characters are left out", () => {
  expect(read("x.jar", pomEntry("g", "a\u001b[31m", "1"))).toEqual([]);
});
