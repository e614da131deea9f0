import { join } from "node:path";
import { buildImage, type BuiltImage } from "../fixtures/image-builder.ts";
import { writeOciLayout } from "../fixtures/image-builder-source.ts";
import { file, type TarEntry } from "../fixtures/image-builder-tar.ts";

/** A package.json below node_modules. */
export function npmPackage(name: string, version: string): TarEntry {
  return file(`app/node_modules/${name}/package.json`, JSON.stringify({ name, version }));
}

/** An os-release and an apk database: what makes a layer an Alpine Linux. */
export function alpineBase(packages: readonly (readonly [name: string, version: string])[]) {
  const installed = packages.map(
    ([name, version]) => `P:${name}\nV:${version}\nA:x86_64\no:${name}\n`,
  );
  return [
    file("etc/os-release", 'ID=alpine\nVERSION_ID=3.18.0\nPRETTY_NAME="Alpine Linux v3.18"\n'),
    file("lib/apk/db/installed", installed.join("\n")),
  ];
}

/** Alpine with musl (vulnerable by the starter set), lodash (vulnerable), and a harmless package with a scope. */
export function shopImage(): BuiltImage {
  return buildImage({
    compression: "none",
    layers: [
      alpineBase([["musl", "1.2.4-r0"]]),
      [npmPackage("lodash", "4.17.15"), npmPackage("@babel/core", "7.20.0")],
    ],
  });
}

/** Writes an image as an OCI layout into a folder of the workspace and returns its target. */
export async function writeLayout(
  workspace: string,
  name: string,
  image: BuiltImage,
  tag = "1.0",
): Promise<string> {
  await writeOciLayout(join(workspace, name), image, tag);
  return `oci-dir://${join(workspace, name)}`;
}
