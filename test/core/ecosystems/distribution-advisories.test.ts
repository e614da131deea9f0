import { expect, test } from "@jest/globals";
import type { Distribution } from "../../../core/contract/inventory.ts";
import { apk } from "../../../core/ecosystems/apk/apk.ts";
import { dpkg } from "../../../core/ecosystems/dpkg/dpkg.ts";
import { ecosystems } from "../../../core/ecosystems/index.ts";

test.each<[Distribution | undefined, string | undefined]>([
  [{ id: "debian", versionId: "12" }, "Debian:12"],
  [{ id: "debian", versionId: "9.13" }, "Debian:9"],
  [{ id: "debian", codename: "trixie" }, "Debian:13"],
  [{ id: "debian", codename: "sid" }, undefined],
  [{ id: "debian", codename: "constructor" }, undefined],
  [{ id: "debian" }, undefined],
  [{ id: "ubuntu", versionId: "22.04" }, "Ubuntu:22.04:LTS"],
  [{ id: "ubuntu", versionId: "14.04" }, "Ubuntu:14.04:LTS"],
  [{ id: "ubuntu", versionId: "23.04" }, "Ubuntu:23.04"],
  [{ id: "ubuntu", versionId: "24.10" }, "Ubuntu:24.10"],
  [{ id: "ubuntu" }, undefined],
  [{ id: "raspbian", versionId: "12", idLike: ["debian"] }, undefined],
  [undefined, undefined],
])("dpkg on %j: %s", (distribution, advisories) => {
  expect(dpkg.advisoryEcosystem(distribution)).toBe(advisories);
});

test.each<[Distribution | undefined, string | undefined]>([
  [{ id: "alpine", versionId: "3.20.1" }, "Alpine:v3.20"],
  [{ id: "alpine", versionId: "3.9" }, "Alpine:v3.9"],
  [{ id: "alpine", versionId: "3.21.0_alpha20240923" }, undefined],
  [{ id: "alpine" }, undefined],
  [{ id: "wolfi", versionId: "20230201" }, "Wolfi"],
  [{ id: "chainguard" }, "Chainguard"],
  [{ id: "postmarketos", versionId: "3.20" }, undefined],
  [undefined, undefined],
])("apk on %j: %s", (distribution, advisories) => {
  expect(apk.advisoryEcosystem(distribution)).toBe(advisories);
});

test.each([
  ["npm", "npm"],
  ["pypi", "PyPI"],
  ["golang", "Go"],
  ["maven", "Maven"],
])("%s has %s's, whatever the distribution", (id, advisories) => {
  const ecosystem = ecosystems.find((one) => one.id === id);
  expect(ecosystem?.advisoryEcosystem(undefined)).toBe(advisories);
  expect(ecosystem?.advisoryEcosystem({ id: "debian", versionId: "12" })).toBe(advisories);
});
