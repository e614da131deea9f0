import { createHash } from "node:crypto";
import { type SbomSubject, subjectName } from "./sbom-subject.ts";

/**
 * The identity of a document as a UUID (RFC 9562, version 8): the same subject has the same in
 * every run; another image, analysis, analyzer or choice of packages has another, as both
 * formats ask of documents that differ.
 * @param format Told apart: the two documents of one image are two.
 */
export function documentId(format: string, subject: SbomSubject): string {
  const { inventory, repository, analyzedAt } = subject;
  const { analyzerVersion, digest, packages } = inventory;
  const of = [subjectName(subject), repository?.tags ?? [], digest ?? null, analyzedAt];
  const hash = createHash("sha256");
  hash.update(JSON.stringify([format, analyzerVersion, ...of]));
  for (const { purl } of packages) hash.update(`\n${purl}`);
  const bytes = hash.digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
