import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Advisory } from "../../core/advisories/port.ts";

/**
 * What rows begin with before they have said anything of their own: it lets the first
 * bytes of even the shortest row be references. Part of the format: a change needs a new
 * `ADVISORY_SCHEMA_VERSION`.
 */
const DICTIONARY = Buffer.from(
  [
    '"versions":["0.0.1","1.0.0","2.0.0"',
    "https://lists.debian.org/debian-lts-announce/https://www.debian.org/security/https://ubuntu.com/security/notices/USN-",
    "https://errata.almalinux.org/https://access.redhat.com/errata/RHSA-https://access.redhat.com/security/cve/CVE-https://bugzilla.redhat.com/",
    "https://security-tracker.debian.org/tracker/CVE-https://security.alpinelinux.org/vuln/CVE-https://ubuntu.com/security/CVE-https://www.cve.org/CVERecord?id=CVE-",
    "https://pkg.go.dev/vuln/GO-https://go.dev/issue/https://go.dev/cl/https://groups.google.com/g/golang-announce/",
    "https://github.com/pypa/advisory-database/tree/main/vulns/https://github.com/advisories/GHSA-https://github.com/security/advisories//commit//issues//pull/",
    "denial of service cross-site scripting SQL injection Prototype Pollution Malicious code in (npm) remote attackers arbitrary code execution buffer overflow via a crafted vulnerability in before allows ",
    '"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:H/SC:N/SI:N/SA:N"],"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"],"CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N"],',
    '"vendorSeverity":"MODERATE","HIGH","CRITICAL","LOW","medium","Important","Moderate",',
    '"publishedAt":"2024-01-01T00:00:00Z","2025-2023-2022-2021-',
    '"aliases":["CVE-2024-","CVE-2025-","CVE-2023-","CVE-2022-","CVE-2021-","GHSA-"],"upstream":["CVE-"],"summary":"',
    '","references":["https://nvd.nist.gov/vuln/detail/CVE-2024-',
    '"],"cvssVectors":[],"ranges":[{"events":[{"introduced":"0"},{"lastAffected":"',
    '"}]}],"versions":[]},{"id":"DSA-DLA-USN-DEBIAN-CVE-UBUNTU-CVE-ALPINE-CVE-GO-2024-PYSEC-2024-MAL-2024-ALSA-2024:',
    '"],"cvssVectors":["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H"],"ranges":[{"events":[{"introduced":"0"},{"fixed":"1.0.0"}]}],"versions":[]}]',
    '[{"id":"GHSA-","aliases":["CVE-',
  ].join(""),
);

/** A row holds one package's advisories; the Linux kernel's, the most of all, are some 10 MB. */
const MAX_ROW_BYTES = 256 * 1024 * 1024;

/** Packs one package's advisories for a row. The same advisories give the same bytes. */
export function packAdvisories(json: string): Buffer {
  return deflateRawSync(json, { level: 9, dictionary: DICTIONARY });
}

/** Unpacks a row. Throws when it is damaged. */
export function unpackAdvisories(bytes: Uint8Array): readonly Advisory[] {
  const json = inflateRawSync(bytes, { dictionary: DICTIONARY, maxOutputLength: MAX_ROW_BYTES });
  // Written by packAdvisories and verified by the file's SHA-256: no second validation.
  return JSON.parse(json.toString("utf8")) as Advisory[];
}
