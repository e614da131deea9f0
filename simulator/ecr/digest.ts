import { createHash } from "node:crypto";

const SHA256 = /^sha256:[a-f0-9]{64}$/;

/** Whether a text is a digest as ECR takes it: sha256 only, in lower case. */
export function isSha256Digest(text: string): boolean {
  return SHA256.test(text);
}

/** Digest of bytes in memory (manifests). */
export function sha256Digest(bytes: Buffer): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}
