import type { PublicSite } from "../public/public-site.ts";
import { toAwsRequest, type AwsRequest } from "../server/aws-request.ts";

/**
 * `<bucket>.s3.<region>.amazonaws.com` of every bucket, and `s3.<region>.amazonaws.com`.
 *
 * @param answer The S3 endpoint.
 */
export function s3PublicSite(
  region: string,
  answer: (aws: AwsRequest) => Promise<void>,
): PublicSite {
  const host = `s3.${region}.amazonaws.com`;
  return {
    hosts: [host],
    serves: (name) =>
      name === host || (name.endsWith(`.${host}`) && /^[a-z0-9][a-z0-9.-]+$/.test(name)),
    answer: (request, response) => answer(toAwsRequest(request, response)),
  };
}
