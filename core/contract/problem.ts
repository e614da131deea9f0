import * as z from "zod";

/** A refused or failed request (RFC 9457, `application/problem+json`). */
export const Problem = z.object({
  /** A stable identifier of the kind of problem, for programs: a URI reference. */
  type: z.string(),
  /** The kind of problem in a few words. */
  title: z.string(),
  status: z.int().min(400).max(599),
  /** What happened, why, and what to do next. */
  detail: z.string(),
  /** Names the request in the service's log. */
  requestId: z.string().optional(),
  /** Of a request that does not fit its schema: what is wrong where. */
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;
