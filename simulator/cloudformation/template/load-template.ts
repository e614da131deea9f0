import { AwsError, type Caller } from "../../service.ts";
import { validationError } from "./validation-error.ts";

/** CloudFormation's quotas, bytes. */
const LARGEST_BODY = 51_200;
const LARGEST_OBJECT = 1024 * 1024;
const LONGEST_URL = 5120;

/** An object of S3 by the URL that names it. */
export interface ObjectAddress {
  readonly bucketName: string;
  readonly key: string;
}

/**
 * Reads an object of S3 with the rights of a caller.
 * @throws AwsError of S3
 */
export type ReadObject = (caller: Caller, address: ObjectAddress) => Promise<Buffer>;

/**
 * The template's text: from the request, or from an object of S3, which is read with the rights
 * of whoever names it. Presigned URLs, and those of Systems Manager, are refused by name.
 * @throws AwsError ValidationError
 */
export async function loadTemplate(
  readObject: ReadObject,
  caller: Caller,
  input: {
    readonly TemplateBody?: string | undefined;
    readonly TemplateURL?: string | undefined;
  },
): Promise<string> {
  const { TemplateBody, TemplateURL } = input;
  if ((TemplateBody === undefined) === (TemplateURL === undefined)) {
    throw validationError("Either TemplateBody or TemplateURL must be specified.");
  }
  if (TemplateURL !== undefined) {
    return (await download(readObject, caller, parseUrl(TemplateURL))).toString();
  }
  const text = TemplateBody ?? "";
  if (Buffer.byteLength(text) > LARGEST_BODY) {
    throw validationError(
      `1 validation error detected: 'templateBody' must have length less than or equal to ${LARGEST_BODY}`,
    );
  }
  return text;
}

async function download(
  readObject: ReadObject,
  caller: Caller,
  address: ObjectAddress,
): Promise<Buffer> {
  let template: Buffer;
  try {
    template = await readObject(caller, address);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const message = error.code.startsWith("AccessDenied") ? "Access Denied" : error.message;
    throw validationError(
      `S3 error: ${message}\nFor more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html`,
    );
  }
  if (template.length <= LARGEST_OBJECT) return template;
  throw validationError(`Template may not exceed ${LARGEST_OBJECT} bytes in size.`);
}

/** `https://<bucket>.s3[.-]<region>.amazonaws.com/<key>`, or with the bucket in the path. */
function parseUrl(text: string): ObjectAddress {
  const url = text.length <= LONGEST_URL && URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) throw validationError("TemplateURL must be a supported URL.");
  if (url.search.includes("X-Amz-")) {
    throw validationError("The simulated CloudFormation does not take presigned URLs.");
  }
  const host = /^(?:(.+)\.)?s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com$/.exec(url.hostname);
  const isHere = url.hostname === "127.0.0.1" || url.hostname === "localhost";
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isHere)) {
    throw validationError("TemplateURL must be a supported URL.");
  }
  if (host === null && !isHere) {
    throw validationError("TemplateURL must reference a valid S3 object to which you have access.");
  }
  const path = decodePath(url.pathname).slice(1);
  const bucketName = host?.[1];
  if (bucketName !== undefined) return { bucketName, key: path };
  const slash = path.indexOf("/");
  return { bucketName: path.slice(0, slash), key: path.slice(slash + 1) };
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw validationError("TemplateURL must be a supported URL.");
  }
}
