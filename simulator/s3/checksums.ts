import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { createCrc32, createCrc32c, createCrc64Nvme, type RunningChecksum } from "./crc.ts";
import { s3Error } from "./errors.ts";

function hash(algorithm: string): RunningChecksum {
  const running = createHash(algorithm);
  return {
    update: (bytes) => {
      running.update(bytes);
    },
    digest: () => running.digest("base64"),
  };
}

/** Checksums of S3 by the end of their header's name. */
const ALGORITHMS: Readonly<Record<string, () => RunningChecksum>> = {
  crc32: createCrc32,
  crc32c: createCrc32c,
  crc64nvme: createCrc64Nvme,
  sha1: () => hash("sha1"),
  sha256: () => hash("sha256"),
};
const PREFIX = "x-amz-checksum-";

/** What a body must be, and what is learned of it while it streams by. */
export interface BodyVerifier {
  update(bytes: Buffer): void;
  /**
   * @param trailers Headers that followed the body.
   * @returns the body's MD5 (hexadecimal) and the checksums that the sender gave.
   * @throws AwsError BadDigest, XAmzContentSHA256Mismatch
   */
  finish(trailers: ReadonlyMap<string, string>): {
    readonly md5: string;
    readonly checksums: Readonly<Record<string, string>>;
  };
}

/**
 * Checks a body against every digest that its request names.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
 *
 * @throws AwsError InvalidRequest for a checksum that S3 does not know, InvalidDigest
 */
export function createBodyVerifier(headers: IncomingHttpHeaders): BodyVerifier {
  const announced = [
    ...Object.keys(headers).filter((name) => name.startsWith(PREFIX)),
    ...(headers["x-amz-trailer"] === undefined
      ? []
      : [headers["x-amz-trailer"]]
          .flat()
          .flatMap((names) => names.toLowerCase().split(/\s*,\s*/u))),
  ].filter((name) => !["x-amz-checksum-mode", "x-amz-checksum-type"].includes(name));
  const running = announced.map((header) => {
    const create = ALGORITHMS[header.slice(PREFIX.length)];
    if (create === undefined) {
      throw s3Error("InvalidRequest", `The checksum ${header} is not known.`);
    }
    return { header, checksum: create() };
  });
  const contentMd5 = headers["content-md5"];
  if (contentMd5 !== undefined && Buffer.from(String(contentMd5), "base64").length !== 16) {
    throw s3Error("InvalidDigest", "The Content-MD5 you specified was invalid.");
  }
  const md5 = createHash("md5");
  const contentSha256 = String(headers["x-amz-content-sha256"] ?? "");
  const sha256 = /^[0-9a-f]{64}$/u.test(contentSha256) ? createHash("sha256") : undefined;

  return {
    update: (bytes) => {
      md5.update(bytes);
      sha256?.update(bytes);
      for (const { checksum } of running) checksum.update(bytes);
    },
    finish: (trailers) => {
      if (sha256 !== undefined && sha256.digest("hex") !== contentSha256) {
        throw s3Error(
          "XAmzContentSHA256Mismatch",
          "The provided 'x-amz-content-sha256' header does not match what was computed.",
        );
      }
      const digest = md5.digest();
      if (contentMd5 !== undefined && digest.toString("base64") !== contentMd5) {
        throw s3Error("BadDigest", "The Content-MD5 you specified did not match what we received.");
      }
      const checksums = running.map(({ header, checksum }) => {
        const expected = headers[header] ?? trailers.get(header);
        const actual = checksum.digest();
        if (expected !== actual) {
          throw s3Error(
            "BadDigest",
            `The ${header.slice(PREFIX.length)} you specified did not match the calculated checksum.`,
          );
        }
        return [header, actual];
      });
      return {
        md5: digest.toString("hex"),
        checksums: Object.fromEntries(checksums) as Record<string, string>,
      };
    },
  };
}
