import { X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { openCertificateAuthority } from "../../local/certificate-authority.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "authority-"));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

test("issues a certificate for one name, signed by the authority", async () => {
  const authority = await openCertificateAuthority(directory);
  const { certificate } = await authority.certificateFor("api.example.test");
  const issued = new X509Certificate(certificate);
  expect(issued.verify(new X509Certificate(authority.certificate).publicKey)).toBe(true);
  expect(issued.checkHost("api.example.test")).toBe("api.example.test");
  expect(issued.checkHost("other.example.test")).toBeUndefined();
});

test("is the same after a restart", async () => {
  const first = await openCertificateAuthority(directory);
  const second = await openCertificateAuthority(directory);
  expect(second.certificate).toBe(first.certificate);
});

test("begins anew after a half-written file", async () => {
  writeFileSync(path.join(directory, "authority.json"), '{"certificate":"-----BEG');
  const authority = await openCertificateAuthority(directory);
  expect(new X509Certificate(authority.certificate).ca).toBe(true);
});
