import type { Node } from "constructs";
import * as z from "zod";
import { Brand, DEFAULT_BRAND } from "../core/contract/brand.ts";
import { LAYOUTS } from "../core/contract/vocabulary.ts";
import { contextList } from "./context-list.ts";
import { brandPrefixOf, checkBrand } from "./customer-brand.ts";
import { checkSignInSettings, SIGN_IN_SETTINGS } from "./sign-in-settings.ts";

const Names = contextList(z.string().min(1));

/**
 * Ecosystems whose advisories are kept current, as OSV names them: those that images are
 * matched against. Releases that a distribution has not published yet are only logged.
 */
const ECOSYSTEMS: readonly string[] = [
  "npm",
  "PyPI",
  "Go",
  "Maven",
  ...["11", "12", "13"].map((release) => `Debian:${release}`),
  ...["20.04", "22.04", "24.04", "26.04"].map((release) => `Ubuntu:${release}:LTS`),
  ...["18", "19", "20", "21", "22", "23", "24"].map((release) => `Alpine:v3.${release}`),
  "Wolfi",
  "Chainguard",
];

/** The operator's brand: an object in cdk.json, or as `cdk -c` gives it, JSON text. */
const OwnBrand = z.preprocess(
  (value, context) => {
    if (typeof value !== "string") return value;
    try {
      return JSON.parse(value) as unknown;
    } catch {
      context.addIssue({ code: "custom", message: 'is no JSON, such as {"name":"Acme Scout"}' });
      return z.NEVER;
    }
  },
  z
    .strictObject(Brand.omit({ prefix: true, layout: true }).shape)
    .transform((brand, context): Brand => {
      const complete = { ...brand, prefix: brandPrefixOf(brand.name) };
      try {
        checkBrand(complete);
      } catch (error) {
        context.addIssue({ code: "custom", message: String(error) });
      }
      return complete;
    })
    .default(DEFAULT_BRAND),
);

/** What an operator may set, by context: `cdk deploy -c alarmEmail=…` or in cdk.json. */
const Settings = z
  .object({
    /** Who is told of alarms. */
    alarmEmail: z.email().optional(),
    /** A name of one's own for the API. */
    domainName: z.hostname().optional(),
    /** Of a certificate for it in AWS Certificate Manager, in the same Region. */
    certificateArn: z
      .string()
      .regex(/^arn:aws[a-z-]*:acm:/, "the ARN of a certificate of AWS Certificate Manager")
      .optional(),
    /** Organizations whose images are matched again whenever advisories were refreshed. */
    organizations: Names,
    /** Name of a table that was restored, to use instead of the stack's own. */
    restoredTable: z
      .string()
      .regex(/^[A-Za-z0-9_.-]{3,255}$/, "the name of a DynamoDB table")
      .optional(),
    /** Under which name the product is offered. */
    brand: OwnBrand,
    /** Form of new integrations' stacks unless their owner asks for another. */
    layout: z.enum(LAYOUTS).default("current"),
    advisoryEcosystems: Names.transform((names) => (names.length === 0 ? ECOSYSTEMS : names)),
    ...SIGN_IN_SETTINGS,
  })
  .superRefine(checkSignInSettings)
  .refine(({ domainName, certificateArn }) => Boolean(domainName) === Boolean(certificateArn), {
    error: "domainName and certificateArn belong together: set both or neither",
  });
export type BackendSettings = z.infer<typeof Settings>;

/**
 * Reads the app's context.
 * @throws Error that names what is wrong with which value.
 */
export function readSettings(node: Node): BackendSettings {
  const names = Object.keys(Settings.shape);
  const context = Object.fromEntries(names.map((name) => [name, node.tryGetContext(name)]));
  const result = Settings.safeParse(context);
  if (result.success) return result.data;
  throw new Error(
    `The context does not fit:\n${z.prettifyError(result.error)}\ndocs/operate.md lists what may be set, by -c or in cdk.json.`,
  );
}
