import type { Change } from "../api/hooks.ts";
import { path } from "../api/reading.ts";

/** One image of which nothing more is to be said. */
export interface OneImage {
  readonly imageId: string;
}

/** Analyses it again. */
export const retry: Change<OneImage> = {
  method: "POST",
  path: ({ imageId }) => path`images/${imageId}/retry`,
  body: () => ({}),
  invalidates: ["images"],
};

/** Forgets what is stored of it. The image itself is read again by nobody: it is going. */
export const purge: Change<OneImage> = {
  method: "DELETE",
  path: ({ imageId }) => path`images/${imageId}`,
  invalidates: ["repositories"],
};
