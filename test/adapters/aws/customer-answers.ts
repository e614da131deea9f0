import type { AssumeRoleCommandOutput } from "@aws-sdk/client-sts";

/** What STS answers to AssumeRole. */
export function grant(): Pick<AssumeRoleCommandOutput, "Credentials"> {
  return {
    Credentials: {
      AccessKeyId: "key",
      SecretAccessKey: "secret",
      SessionToken: "token",
      Expiration: new Date(),
    },
  };
}

/** An error as the SDK throws it for an answer of AWS. */
export function serviceError(name: string, status = 400): Error {
  return Object.assign(new Error("what AWS says"), {
    name,
    $fault: status < 500 ? "client" : "server",
    $metadata: { httpStatusCode: status },
  });
}
