import type { Retention } from "../../../../core/contract/retention.ts";
import type { Change } from "../../api/hooks.ts";
import { path } from "../../api/reading.ts";

/** How long what is known of an integration's images is kept; null: everything is. */
export interface RetentionChange {
  readonly integrationId: string;
  readonly retention: Retention | null;
}

export const retentionChange: Change<RetentionChange> = {
  method: "PATCH",
  path: ({ integrationId }) => path`integrations/${integrationId}`,
  body: ({ retention }) => ({ retention }),
  invalidates: ["integrations"],
};
