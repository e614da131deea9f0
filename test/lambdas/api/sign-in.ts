import type { ApiDependencies } from "../../../lambdas/api/dependencies.ts";

/** A JWT as far as this provider of tests looks at it. */
export function signInAs(subject: string, name = ""): string {
  return `jwt.${Buffer.from(JSON.stringify({ subject, name })).toString("base64url")}.signed`;
}

/** Dependencies with an identity provider that takes what `signInAs` makes. */
export function withSignIn(dependencies: ApiDependencies): ApiDependencies {
  return {
    ...dependencies,
    identityProvider: {
      verify(token) {
        const [, claims = "", signature] = token.split(".");
        if (signature !== "signed") return Promise.resolve(undefined);
        const text = Buffer.from(claims, "base64url").toString();
        const { subject, name } = JSON.parse(text) as { subject: string; name: string };
        const issuer = "https://login.example";
        return Promise.resolve({ issuer, subject, ...(name === "" ? {} : { name }) });
      },
    },
  };
}
