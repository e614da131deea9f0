import type { IncomingMessage, ServerResponse } from "node:http";
import type { Registry } from "../repository.ts";

/** What the one who asks may do. */
export interface RegistryAccess {
  /** `aws:PrincipalArn` of the one who asks. */
  readonly principalArn: string;
  /** Returns when the action is allowed on the repository. @throws RegistryError DENIED */
  require(action: EcrAction, repositoryName: string): void;
}

/** Permissions that the registry protocol needs. */
export type EcrAction =
  | "ecr:BatchCheckLayerAvailability"
  | "ecr:BatchGetImage"
  | "ecr:CompleteLayerUpload"
  | "ecr:GetDownloadUrlForLayer"
  | "ecr:InitiateLayerUpload"
  | "ecr:ListImages"
  | "ecr:PutImage"
  | "ecr:UploadLayerPart";

/** One request to the registry, authenticated. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Absolute, with the scheme and host that the client used. */
  readonly url: URL;
  readonly registry: Registry;
  readonly access: RegistryAccess;
  /** The local port creates repositories on first push; ECR itself does not. */
  readonly createsRepositories: boolean;
  /** Where layers are downloaded from, for example `https://bucket.s3.us-east-1.amazonaws.com`. */
  readonly layerOrigin: string;
}

/** Sends a body, or only its headers for HEAD. */
export function answer(
  { request, response }: Exchange,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: Buffer | string = "",
): void {
  response.writeHead(status, { "content-length": Buffer.byteLength(body), ...headers });
  response.end(request.method === "HEAD" ? undefined : body);
}
