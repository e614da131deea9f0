/**
 * Host name of the bucket that takes the responses of a Region's custom resources, as seen in
 * ResponseURLs.
 */
export function responseHost(region: string): string {
  return `cloudformation-custom-resource-response-${region.replaceAll("-", "")}.s3.${region}.amazonaws.com`;
}
