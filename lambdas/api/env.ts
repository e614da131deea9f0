import * as z from "zod";
import { Brand, DEFAULT_BRAND } from "../../core/contract/brand.ts";

/** Environment of the api function. */
export const ApiEnv = z.object({
  TABLE_NAME: z.string().min(1),
  BLOB_BUCKET_NAME: z.string().min(1),
  READ_MODEL_BUCKET_NAME: z.string().min(1),
  READ_MODEL_QUEUE_URL: z.url(),
  ANALYSIS_QUEUE_URL: z.url(),
  RECONCILE_QUEUE_URL: z.url(),
  CHECK_QUEUE_URL: z.url(),
  /** Folder on the function's own disk with room for the read models that it opens. */
  WORK_DIRECTORY: z.string().min(1),
  /** Where the API is reached, without `/v1`. */
  PUBLIC_URL: z.url(),
  /** Where customers' AWS accounts reach it, without `/v1`; the same if absent. */
  CALLBACK_URL: z.url().optional(),
  /** Of the published customer template, beside which its other forms are. */
  TEMPLATE_URL: z.url().optional(),
  /** Of that template; absent: no update is offered. */
  TEMPLATE_VERSION: z.string().min(1).optional(),
  /** The operator's brand, as JSON. */
  BRAND: z.string().default(JSON.stringify(DEFAULT_BRAND)).transform(parsedJson).pipe(Brand),
  /** Of customers' stacks; from the brand if absent. */
  STACK_NAME: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]{0,127}$/)
    .optional(),
  /** Origin of another console than AWS's, to which links lead. */
  CONSOLE_URL: z.url().optional(),
  /** Of the identity provider by which people sign in, with the audience of its tokens. */
  OIDC_ISSUER: z.url({ protocol: /^https$/ }).optional(),
  OIDC_AUDIENCE: z.string().min(1).optional(),
  /** Set by Lambda itself. */
  AWS_REGION: z.string().min(1).default("us-east-1"),
});
export type ApiEnv = z.infer<typeof ApiEnv>;

function parsedJson(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: "custom", message: "is not JSON" });
    return z.NEVER;
  }
}
