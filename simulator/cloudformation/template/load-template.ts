import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import type { PublicNames } from "../../options.ts";
import { validationError } from "./validation-error.ts";

/** CloudFormation's quotas, bytes. */
const MAXIMUM_BODY = 51_200;
const MAXIMUM_OBJECT = 1024 * 1024;
const TIMEOUT_MS = 10_000;

/**
 * The template's text: from the request, or from a URL (https through the simulator's names, or
 * plain http on this machine, as the simulated S3 has it).
 * @throws AwsError ValidationError
 */
export async function loadTemplate(
  body: string | undefined,
  url: string | undefined,
  names: PublicNames,
): Promise<string> {
  if ((body === undefined) === (url === undefined)) {
    throw validationError("Either TemplateBody or TemplateURL must be specified.");
  }
  if (url !== undefined) return download(parseUrl(url), names);
  const text = body ?? "";
  if (Buffer.byteLength(text) > MAXIMUM_BODY) {
    throw validationError(
      `1 validation error detected: 'templateBody' must have length less than or equal to ${MAXIMUM_BODY}`,
    );
  }
  return text;
}

function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isLocal = url?.hostname === "127.0.0.1" || url?.hostname === "localhost";
  if (url?.protocol === "https:" || (url?.protocol === "http:" && isLocal)) return url;
  throw validationError("TemplateURL must be a supported URL.");
}

function download(url: URL, names: PublicNames): Promise<string> {
  const place = url.protocol === "https:" ? names.resolve(url.hostname) : undefined;
  if (url.protocol === "https:" && place === undefined) {
    throw validationError(`TemplateURL: the host ${url.hostname} is unknown to the simulator.`);
  }
  const send = url.protocol === "https:" ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const refuse = (reason: string, cause?: unknown): void => {
      const message = `The template at ${url.origin}${url.pathname} can't be read: ${reason}`;
      reject(Object.assign(validationError(message), { cause }));
    };
    const request = send(
      {
        host: place?.address ?? url.hostname,
        port: place?.port ?? url.port,
        servername: url.hostname,
        path: `${url.pathname}${url.search}`,
        headers: { host: url.host },
        ca: names.trustedCertificates,
        agent: false,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      },
      (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on("data", (chunk: Buffer) => {
          size += chunk.length;
          chunks.push(chunk);
          if (size > MAXIMUM_OBJECT) request.destroy(new Error("it is larger than 1 MB"));
        });
        response.on("error", (error) => {
          refuse(error.message, error);
        });
        response.on("end", () => {
          if (response.statusCode === 200) resolve(Buffer.concat(chunks).toString());
          else refuse(`S3 error: HTTP status ${response.statusCode ?? 0}`);
        });
      },
    );
    request.on("error", (error) => {
      refuse(error.message, error);
    });
    request.end();
  });
}
