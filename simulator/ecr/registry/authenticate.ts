import type { IncomingMessage } from "node:http";
import { AwsError } from "../../service.ts";
import type { Caller } from "../../service.ts";
import type { EcrContext } from "../context.ts";
import { registryHost } from "../hosts.ts";
import { repositoryArn } from "../repository.ts";
import type { Registry } from "../repository.ts";
import type { RegistryAccess } from "./exchange.ts";
import { RegistryError } from "./registry-error.ts";

/** Everything is allowed, as the account's root: the local port asks for no login. */
export function rootAccess(registry: Registry): RegistryAccess {
  return {
    principalArn: `arn:aws:iam::${registry.accountId}:root`,
    require: () => undefined,
  };
}

/**
 * Basic authentication with the user `AWS` and a token of GetAuthorizationToken. What follows is
 * allowed by the policies of the principal that asked for the token.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html
 * @throws RegistryError 401 without a valid token, 403 with one that has expired
 */
export function authenticate(
  context: EcrContext,
  registry: Registry,
  request: IncomingMessage,
): RegistryAccess {
  const caller = callerOf(context, registry, request.headers.authorization);
  return {
    principalArn: caller.principalArn,
    require(action, repositoryName) {
      const resource = repositoryArn(registry, repositoryName);
      if (caller.accountId !== registry.accountId) throw denied(caller, action, resource);
      try {
        context.authorize(caller, action, resource);
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        throw new RegistryError(403, "DENIED", error.message);
      }
    },
  };
}

function callerOf(
  context: EcrContext,
  registry: Registry,
  authorization: string | undefined,
): Caller {
  const challenge = {
    "www-authenticate": `Basic realm="https://${registryHost(registry)}/",service="ecr.amazonaws.com"`,
  };
  const encoded = /^Basic (.+)$/i.exec(authorization ?? "")?.[1];
  if (encoded === undefined) {
    throw new RegistryError(401, "UNAUTHORIZED", "Not Authorized", challenge);
  }
  const [user, password = ""] = Buffer.from(encoded, "base64").toString().split(":");
  const caller = user === "AWS" ? context.tokens.verify(password) : "invalid";
  if (caller === "expired") {
    throw new RegistryError(
      403,
      "DENIED",
      "Your authorization token has expired. Reauthenticate and try again.",
    );
  }
  if (caller === "invalid") {
    throw new RegistryError(401, "UNAUTHORIZED", "Not Authorized", challenge);
  }
  return caller;
}

/** Another account needs the repository's policy too, and the simulator keeps no such policies. */
function denied(caller: Caller, action: string, resource: string): RegistryError {
  return new RegistryError(
    403,
    "DENIED",
    `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource} because no resource-based policy allows the ${action} action`,
  );
}
