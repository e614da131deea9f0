import * as z from "zod";
import type { Secret, SecretVersion } from "./secret.ts";

/** A row of the table `secret`. */
export const secretRow = z
  .object({
    arn: z.string(),
    account: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    tags: z.string(),
    created: z.number(),
    changed: z.number(),
    deleted: z.number().nullable(),
  })
  .transform((row): Secret => ({
    arn: row.arn,
    accountId: row.account,
    name: row.name,
    description: row.description ?? undefined,
    tags: JSON.parse(row.tags) as Secret["tags"],
    createdAt: row.created,
    changedAt: row.changed,
    deletedAt: row.deleted ?? undefined,
  }));

/** A row of the table `secret_version`. */
export const versionRow = z
  .object({
    id: z.string(),
    text: z.string().nullable(),
    binary: z.string().nullable(),
    stages: z.string(),
    created: z.number(),
  })
  .transform((row): SecretVersion => ({
    versionId: row.id,
    secretString: row.text ?? undefined,
    secretBinary: row.binary ?? undefined,
    stages: z.array(z.string()).parse(JSON.parse(row.stages)),
    createdAt: row.created,
  }));
