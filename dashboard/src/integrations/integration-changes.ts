import type {
  ChangeIntegration,
  CreateIntegration,
} from "../../../core/contract/api-integrations.ts";
import type { Change } from "../api/hooks.ts";
import { path } from "../api/reading.ts";

/** What a reader asks for when creating an integration; what is absent is the API's default. */
export type NewIntegration = Partial<CreateIntegration>;

const INTEGRATIONS = ["integrations"];

export const creation: Change<NewIntegration> = {
  method: "POST",
  path: () => "integrations",
  body: (wanted) => wanted,
  invalidates: INTEGRATIONS,
};

/** A change of one integration, of which nothing more is to be said. */
export interface OneIntegration {
  readonly integrationId: string;
}

export const removal: Change<OneIntegration> = {
  method: "DELETE",
  path: ({ integrationId }) => path`integrations/${integrationId}`,
  invalidates: ["integrations", "images", "repositories"],
};

export const approval: Change<OneIntegration> = {
  method: "POST",
  path: ({ integrationId }) => path`integrations/${integrationId}/approve`,
  body: () => ({}),
  invalidates: ["integrations", "repositories"],
};

export const check: Change<OneIntegration> = {
  method: "POST",
  path: ({ integrationId }) => path`integrations/${integrationId}/check`,
  body: () => ({}),
  invalidates: [],
};

export const listing: Change<OneIntegration> = {
  method: "POST",
  path: ({ integrationId }) => path`integrations/${integrationId}/refresh`,
  body: () => ({}),
  invalidates: ["repositories"],
};

/** A new key; `revokeOld` refuses the one before at once. */
export interface Rotation extends OneIntegration {
  readonly revokeOld: boolean;
}

export const rotation: Change<Rotation> = {
  method: "POST",
  path: ({ integrationId }) => path`integrations/${integrationId}/rotate`,
  body: ({ revokeOld }) => ({ revokeOld }),
  invalidates: INTEGRATIONS,
};

/** Which repositories of an integration are analysed. */
export interface ActivationChange extends OneIntegration {
  readonly wanted: Pick<ChangeIntegration, "activation" | "latest">;
}

export const activationChange: Change<ActivationChange> = {
  method: "PATCH",
  path: ({ integrationId }) => path`integrations/${integrationId}`,
  body: ({ wanted }) => wanted,
  invalidates: ["integrations", "repositories"],
};
