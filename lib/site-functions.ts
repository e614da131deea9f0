import { HASHED_FOLDER } from "./dashboard-files.ts";

/** Header by which the web ACL knows what came by the site. */
export const SITE_MARK_HEADER = "x-ecr-scout-site";
/** Header with the address of who asked the site, which CloudFront's own address hides. */
export const VIEWER_HEADER = "x-ecr-scout-viewer";

/**
 * What CloudFront does with a request for a page: files are themselves, and every other path is a
 * page of the application, all of which are one document. Error pages of the distribution would do
 * the same to the API's answers.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
 *
 * @param files Addresses at the root of the site that are files.
 */
export function pageFunction(files: readonly string[]): string {
  return `const files = ${JSON.stringify(files)};
function handler(event) {
  const request = event.request;
  const isFile = request.uri.startsWith("/${HASHED_FOLDER}/") || files.includes(request.uri);
  if (!isFile) request.uri = "/index.html";
  return request;
}
`;
}

/**
 * What CloudFront does with a request for the API: it notes whose it is, over whatever was sent
 * under that name, and keeps away from the addresses of machines, which call the API itself.
 */
export function apiFunction(): string {
  return `function handler(event) {
  const request = event.request;
  if (request.uri === "/v1/events" || request.uri.startsWith("/v1/setup/")) {
    return { statusCode: 404, statusDescription: "Not Found" };
  }
  request.headers["${VIEWER_HEADER}"] = { value: event.viewer.ip };
  return request;
}
`;
}
