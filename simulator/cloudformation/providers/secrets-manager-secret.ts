import { randomInt } from "node:crypto";
import * as z from "zod";
import type { Document } from "../../service.ts";
import { ifExists, textOf } from "./call-if-exists.ts";
import { defineProvider, boolean, number, tags, text } from "./provider.ts";

const generated = z.strictObject({
  PasswordLength: number.optional(),
  ExcludeCharacters: text.optional(),
  ExcludePunctuation: boolean.optional(),
  SecretStringTemplate: text.optional(),
  GenerateStringKey: text.optional(),
});
const schema = z.strictObject({
  Name: text.optional(),
  Description: text.optional(),
  SecretString: text.optional(),
  GenerateSecretString: generated.optional(),
  Tags: tags.optional(),
});
type Properties = z.infer<typeof schema>;

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
/** GetRandomPassword's default, characters. */
const DEFAULT_LENGTH = 32;

/** AWS::SecretsManager::Secret: Ref and Id are its ARN. */
export const secretsManagerSecret = defineProvider<Properties>({
  type: "AWS::SecretsManager::Secret",
  schema,
  attributes: ["Id"],
  nameProperty: "Name",
  nameLength: 200,
  replacedBy: ["Name"],

  async create(name, properties, call) {
    const created = await call("secretsmanager", "CreateSecret", {
      Name: name,
      ...details(properties),
    });
    return describe(textOf(created, "ARN"));
  },

  async update(name, properties, call, before) {
    const secret = await call("secretsmanager", "DescribeSecret", { SecretId: name });
    // A value that was filled in from outside stays, unless the template's own value changed.
    const unchanged =
      properties.SecretString === before.SecretString &&
      JSON.stringify(properties.GenerateSecretString) ===
        JSON.stringify(before.GenerateSecretString);
    const { SecretString } = unchanged ? {} : details(properties);
    if (SecretString !== undefined) {
      await call("secretsmanager", "PutSecretValue", { SecretId: name, SecretString });
    }
    return describe(textOf(secret, "ARN"));
  },

  async remove(name, _properties, call) {
    const input = { SecretId: name, ForceDeleteWithoutRecovery: true };
    await ifExists(call("secretsmanager", "DeleteSecret", input));
  },
});

function describe(arn: string): { physicalId: string; attributes: { Id: string } } {
  return { physicalId: arn, attributes: { Id: arn } };
}

function details(properties: Properties): Record<string, Document[string]> {
  const { Description, SecretString, GenerateSecretString, Tags } = properties;
  const value = GenerateSecretString === undefined ? SecretString : generate(GenerateSecretString);
  return {
    ...(Description === undefined ? {} : { Description }),
    ...(value === undefined ? {} : { SecretString: value }),
    ...(Tags === undefined ? {} : { Tags }),
  };
}

function generate(options: z.infer<typeof generated>): string {
  const alphabet = `${LETTERS}${options.ExcludePunctuation === true ? "" : PUNCTUATION}`;
  const excluded = options.ExcludeCharacters ?? "";
  const characters = alphabet.split("").filter((character) => !excluded.includes(character));
  const password = Array.from(
    { length: options.PasswordLength ?? DEFAULT_LENGTH },
    () => characters[randomInt(characters.length)],
  ).join("");
  const { SecretStringTemplate, GenerateStringKey } = options;
  if (SecretStringTemplate === undefined || GenerateStringKey === undefined) return password;
  const template = z.record(z.string(), z.unknown()).parse(JSON.parse(SecretStringTemplate));
  return JSON.stringify({ ...template, [GenerateStringKey]: password });
}
