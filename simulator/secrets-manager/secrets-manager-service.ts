import * as z from "zod";
import type { Authorizer } from "../iam/authorizer.ts";
import { paginate } from "../paginate.ts";
import { parseInput } from "../server/parse-input.ts";
import { AwsError, type Caller, type Document, type JsonService } from "../service.ts";
import { noSuchSecret, type Secret } from "./secret.ts";
import type { SecretStore } from "./secret-store.ts";
import type { SecretVersionStore } from "./secret-version-store.ts";

const value = {
  ClientRequestToken: z.string().min(32).max(64).optional(),
  SecretString: z.string().optional(),
  SecretBinary: z.string().optional(),
};
const schemas = {
  create: z.object({
    Name: z.string(),
    Description: z.string().max(2048).optional(),
    Tags: z.array(z.object({ Key: z.string(), Value: z.string() })).optional(),
    ...value,
  }),
  put: z.object({ VersionStages: z.array(z.string().min(1)).min(1).max(20).optional(), ...value }),
  get: z.object({ VersionId: z.string().optional(), VersionStage: z.string().optional() }),
  stage: z.object({
    VersionStage: z.string(),
    MoveToVersionId: z.string().optional(),
    RemoveFromVersionId: z.string().optional(),
  }),
  remove: z.object({
    RecoveryWindowInDays: z.number().int().min(7).max(30).optional(),
    ForceDeleteWithoutRecovery: z.boolean().default(false),
  }),
  list: z.object({
    Filters: z.never("the simulator does not do it").optional(),
    MaxResults: z.number().int().min(1).max(100).default(100),
    NextToken: z.string().optional(),
  }),
  id: z.object({ SecretId: z.string() }),
};

const DAY = 24 * 60 * 60 * 1000;

function seconds(time: number): number {
  return time / 1000;
}

/** What the simulated Secrets Manager works with. */
export interface SecretsManagerContext {
  readonly secrets: SecretStore;
  readonly versions: SecretVersionStore;
  readonly authorizer: Authorizer;
  readonly now: () => Date;
}

/**
 * Secrets Manager: secrets and their versions. Rotation, replication and policies of secrets are
 * refused by name.
 */
export function createSecretsManagerService(context: SecretsManagerContext): JsonService {
  const { secrets, versions, authorizer, now } = context;

  function authorized(input: Document, caller: Caller, action: string): Secret {
    const { SecretId } = parseInput(schemas.id, input);
    const secret = secrets.find(caller, SecretId);
    // Of one that is not there, the right is asked for by the ARN that was given, or its name.
    const named = SecretId.startsWith("arn:")
      ? SecretId
      : `arn:aws:secretsmanager:${caller.region}:${caller.accountId}:secret:${SecretId}`;
    const resource = secret?.arn ?? named;
    authorizer.authorize(caller, `secretsmanager:${action}`, resource);
    if (secret === undefined) throw noSuchSecret();
    return secret;
  }

  function usable(input: Document, caller: Caller, action: string): Secret {
    const secret = authorized(input, caller, action);
    if (secret.deletedAt === undefined) return secret;
    throw new AwsError(
      "InvalidRequestException",
      "You can't perform this operation on the secret because it was marked for deletion.",
    );
  }

  function describe(secret: Secret): Document {
    const labelled = versions.list(secret).filter(({ stages }) => stages.length > 0);
    return {
      ARN: secret.arn,
      Name: secret.name,
      Description: secret.description,
      CreatedDate: seconds(secret.createdAt),
      LastChangedDate: seconds(secret.changedAt),
      DeletedDate: secret.deletedAt === undefined ? undefined : seconds(secret.deletedAt),
      Tags: secret.tags.map(({ Key, Value }) => ({ Key, Value })),
      VersionIdsToStages: Object.fromEntries(
        labelled.map(({ versionId, stages }) => [versionId, stages]),
      ),
    };
  }

  return {
    protocol: "json-1.1",
    targetPrefix: "secretsmanager",
    operations: {
      CreateSecret: (input, caller) => {
        const request = parseInput(schemas.create, input);
        const arn = `arn:aws:secretsmanager:${caller.region}:${caller.accountId}:secret:${request.Name}`;
        authorizer.authorize(caller, "secretsmanager:CreateSecret", arn);
        const { SecretString, SecretBinary, ClientRequestToken: token } = request;
        const hasValue = SecretString !== undefined || SecretBinary !== undefined;
        const given = { secretString: SecretString, secretBinary: SecretBinary };
        const answer = secrets.atomically(() => {
          const existing = secrets.find(caller, request.Name);
          const isRepeated =
            hasValue &&
            existing !== undefined &&
            versions.list(existing).some(({ versionId }) => versionId === token);
          const details = { description: request.Description, tags: request.Tags };
          const secret = isRepeated ? existing : secrets.create(caller, request.Name, details);
          const version = hasValue ? versions.put(secret, given, { token }) : undefined;
          return { ARN: secret.arn, Name: secret.name, VersionId: version?.versionId };
        });
        return Promise.resolve(answer);
      },
      PutSecretValue: (input, caller) => {
        const secret = usable(input, caller, "PutSecretValue");
        const request = parseInput(schemas.put, input);
        const version = secrets.atomically(() => {
          secrets.touch(secret);
          return versions.put(
            secret,
            { secretString: request.SecretString, secretBinary: request.SecretBinary },
            { token: request.ClientRequestToken, stages: request.VersionStages },
          );
        });
        return Promise.resolve({
          ARN: secret.arn,
          Name: secret.name,
          VersionId: version.versionId,
          VersionStages: version.stages,
        });
      },
      GetSecretValue: (input, caller) => {
        const secret = usable(input, caller, "GetSecretValue");
        const request = parseInput(schemas.get, input);
        const wanted = { versionId: request.VersionId, stage: request.VersionStage };
        const version = versions.get(secret, wanted);
        return Promise.resolve({
          ARN: secret.arn,
          Name: secret.name,
          VersionId: version.versionId,
          SecretString: version.secretString,
          SecretBinary: version.secretBinary,
          VersionStages: version.stages,
          CreatedDate: seconds(version.createdAt),
        });
      },
      UpdateSecretVersionStage: (input, caller) => {
        const secret = usable(input, caller, "UpdateSecretVersionStage");
        const { VersionStage, MoveToVersionId, RemoveFromVersionId } = parseInput(
          schemas.stage,
          input,
        );
        const holder = versions.list(secret).find(({ stages }) => stages.includes(VersionStage));
        if (MoveToVersionId !== undefined) versions.get(secret, { versionId: MoveToVersionId });
        if (holder?.versionId !== RemoveFromVersionId) {
          throw new AwsError(
            "InvalidParameterException",
            `RemoveFromVersionId must name the version that has ${VersionStage}: ${holder?.versionId ?? "none"}`,
          );
        }
        secrets.atomically(() => {
          versions.moveStage(secret, VersionStage, MoveToVersionId);
        });
        return Promise.resolve({ ARN: secret.arn, Name: secret.name });
      },
      DescribeSecret: (input, caller) =>
        Promise.resolve(describe(authorized(input, caller, "DescribeSecret"))),
      ListSecrets: (input, caller) => {
        const { MaxResults, NextToken } = parseInput(schemas.list, input);
        authorizer.authorize(caller, "secretsmanager:ListSecrets", "*");
        const found = secrets.list(caller).filter(({ deletedAt }) => deletedAt === undefined);
        const page = paginate(found, MaxResults, NextToken, "InvalidNextTokenException");
        return Promise.resolve({
          SecretList: page.items.map(describe),
          NextToken: page.nextToken,
        });
      },
      DeleteSecret: (input, caller) => {
        const secret = authorized(input, caller, "DeleteSecret");
        const request = parseInput(schemas.remove, input);
        const force = request.ForceDeleteWithoutRecovery;
        if (force && request.RecoveryWindowInDays !== undefined) {
          throw new AwsError(
            "InvalidParameterException",
            "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
          );
        }
        const wait = force ? 0 : (request.RecoveryWindowInDays ?? 30) * DAY;
        const deletedAt = now().getTime() + wait;
        if (force) secrets.remove(secret);
        else secrets.markDeleted(secret, deletedAt);
        return Promise.resolve({
          ARN: secret.arn,
          Name: secret.name,
          DeletionDate: seconds(deletedAt),
        });
      },
      RestoreSecret: (input, caller) => {
        const secret = authorized(input, caller, "RestoreSecret");
        secrets.markDeleted(secret, undefined);
        return Promise.resolve({ ARN: secret.arn, Name: secret.name });
      },
    },
  };
}
