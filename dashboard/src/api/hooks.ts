import {
  keepPreviousData,
  useMutation,
  type UseMutationResult,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from "@tanstack/react-query";
import { createContext, useContext } from "react";
import type { ApiClient, ChangeMethod } from "./api-client.ts";
import { type ApiError, isSessionOver } from "./api-error.ts";
import { addressOf, keyOf, type ListAnswer, placeKey, type Reading } from "./reading.ts";

/** Milliseconds between two looks while the page is visible: a push shows up by itself. */
const POLL_MILLISECONDS = 3000;
/** After an error: whoever is down is not helped by many who ask. */
const POLL_AFTER_ERROR_MILLISECONDS = 10_000;

export const ApiContext = createContext<ApiClient | undefined>(undefined);
/** Identifier of the organization whose pages are shown; empty where none is. */
export const OrganizationContext = createContext("");

/** The client of the session. */
export function useApiClient(): ApiClient {
  const client = useContext(ApiContext);
  if (client === undefined) throw new Error("There is no ApiContext above.");
  return client;
}

/** Identifier of the organization whose pages are shown. */
export function useOrganizationId(): string {
  return useContext(OrganizationContext);
}

/** How something is read. */
export interface ReadOptions {
  /** Reads again every 3 s while the page is visible; without news that is a 304. Default: true. */
  readonly poll?: boolean;
  readonly enabled?: boolean;
}

/** Reads one thing, and again while the page is visible. Undefined is never an answer. */
export function useApi<Answer>(
  what: Reading<Answer>,
  { poll = true, enabled = true }: ReadOptions = {},
): UseQueryResult<Answer, ApiError> {
  return useQuery<Answer, ApiError>({ ...useReading(what, poll), enabled });
}

/** Reads a page of a list; the page before stays until the next one is there. */
export function useList<Item>(
  what: Reading<ListAnswer<Item>>,
  { poll = true, enabled = true }: ReadOptions = {},
): UseQueryResult<ListAnswer<Item>, ApiError> {
  return useQuery<ListAnswer<Item>, ApiError>({
    ...useReading(what, poll),
    enabled,
    placeholderData: keepPreviousData,
  });
}

function useReading<Answer>(what: Reading<Answer>, poll: boolean) {
  const client = useApiClient();
  const organization = useOrganizationId();
  return {
    queryKey: keyOf(organization, what),
    queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
      client.get<Answer>(addressOf(organization, what), signal),
    refetchInterval: poll ? pollInterval : (false as const),
  };
}

/** Milliseconds until the next look; false once the session is over: a new one reads everything. */
export function pollInterval({ state }: { readonly state: PolledState }): number | false {
  if (isSessionOver(state.error)) return false;
  return state.status === "error" ? POLL_AFTER_ERROR_MILLISECONDS : POLL_MILLISECONDS;
}

interface PolledState {
  readonly status: string;
  readonly error: unknown;
}

/** A change, of what is needed to ask for it. */
export interface Change<Input> {
  readonly method: ChangeMethod;
  /** As of a reading. */
  path(input: Input): string;
  /** The body; absent: there is none. */
  body?(input: Input): unknown;
  /** Paths of what is read again afterwards, with all below them, for example `images`. */
  readonly invalidates: readonly string[];
}

/** Asks for a change, then reads again what it touched. Its errors are the caller's to show. */
export function useChange<Input, Answer>(
  change: Change<Input>,
): UseMutationResult<Answer, ApiError, Input> {
  const client = useApiClient();
  const organization = useOrganizationId();
  const queries = useQueryClient();
  return useMutation<Answer, ApiError, Input>({
    mutationFn: (input) =>
      client.change<Answer>(
        change.method,
        addressOf(organization, { path: change.path(input), query: {} }),
        change.body?.(input),
      ),
    async onSettled() {
      await Promise.all(
        change.invalidates.map((place) =>
          queries.invalidateQueries({ queryKey: placeKey(organization, place) }),
        ),
      );
    },
  });
}
