import { QueryClient } from "@tanstack/react-query";
import { ApiError, isSessionOver } from "./api-error.ts";

/** Tries after the first; React Query waits 1 s, then 2 s. */
const MAX_RETRIES = 2;

/** Keeps what was read; one a page load. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < MAX_RETRIES && mayPass(error),
        // The service may be on this machine, which needs no network.
        networkMode: "always",
        refetchOnWindowFocus: ({ state }) => !isSessionOver(state.error),
        staleTime: 1000,
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}

/** Whether the same request may succeed a moment later. */
function mayPass(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  return error.kind === "offline" || error.kind === "failed";
}
