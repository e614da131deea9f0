import { createHmac, timingSafeEqual } from "node:crypto";
import * as z from "zod";
import type { Caller } from "../service.ts";

/** ECR's tokens are valid for 12 hours. */
const LIFETIME = 12 * 60 * 60 * 1000;

/** Passwords of the user `AWS` for `docker login`: each stands for the principal that asked. */
export interface RegistryTokens {
  /** The password, and when it ends. */
  issue(caller: Caller): { readonly password: string; readonly expiresAt: Date };
  /** Who a password stands for; why it does not when it does not. */
  verify(password: string): Caller | "invalid" | "expired";
}

const payload = z.object({
  expiresAt: z.number(),
  caller: z.object({
    accountId: z.string(),
    region: z.string(),
    arn: z.string(),
    principalArn: z.string(),
    accessKeyId: z.string(),
  }),
});

/** Makes and checks tokens by a key, so that they survive a restart without being stored. */
export function registryTokens(key: Buffer, now: () => Date): RegistryTokens {
  const sign = (text: string): Buffer => createHmac("sha256", key).update(text).digest();
  return {
    issue(caller) {
      const expiresAt = new Date(now().getTime() + LIFETIME);
      const text = JSON.stringify({ caller, expiresAt: expiresAt.getTime() });
      const body = Buffer.from(text).toString("base64url");
      return { password: `${body}.${sign(body).toString("base64url")}`, expiresAt };
    },
    verify(password) {
      const [body = "", signature = ""] = password.split(".");
      const given = Buffer.from(signature, "base64url");
      const expected = sign(body);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return "invalid";
      const { caller, expiresAt } = payload.parse(
        JSON.parse(Buffer.from(body, "base64url").toString()),
      );
      return now().getTime() < expiresAt ? caller : "expired";
    },
  };
}
