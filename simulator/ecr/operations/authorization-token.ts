import * as z from "zod";
import { parseInput } from "../../server/parse-input.ts";
import type { Operation } from "../../service.ts";
import type { EcrContext } from "../context.ts";
import { registryHost } from "../hosts.ts";

const schema = z.strictObject({ registryIds: z.array(z.string()).optional() });

/**
 * GetAuthorizationToken: `AWS:<password>` in base64, good for 12 hours and for whatever the caller may do.
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html
 */
export function authorizationToken(context: EcrContext): Operation {
  return (raw, caller) => {
    const input = parseInput(schema, raw, "InvalidParameterException");
    context.authorize(caller, "ecr:GetAuthorizationToken", "*");
    const { password, expiresAt } = context.tokens.issue(caller);
    const accounts = input.registryIds ?? [caller.accountId];
    return Promise.resolve({
      authorizationData: accounts.map((accountId) => ({
        authorizationToken: Buffer.from(`AWS:${password}`).toString("base64"),
        expiresAt: expiresAt.getTime() / 1000,
        proxyEndpoint: `https://${registryHost({ accountId, region: caller.region })}`,
      })),
    });
  };
}
