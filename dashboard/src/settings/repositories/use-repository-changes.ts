import { useMutation, type UseMutationResult, useQueryClient } from "@tanstack/react-query";
import type { RepositorySummary } from "../../../../core/contract/api-repositories.ts";
import type { ApiClient } from "../../api/api-client.ts";
import type { ApiError } from "../../api/api-error.ts";
import { useApiClient, useOrganizationId } from "../../api/hooks.ts";
import { addressOf, placeKey } from "../../api/reading.ts";
import { type ChangeOutcome, placeOf, type RequestedChange } from "./repository-readings.ts";

/** Items of one request, as the API takes them. */
const MAX_ITEMS = 500;

/** Changes any number of repositories, in as few requests as that takes. */
export function useRepositoryChanges(): UseMutationResult<
  readonly ChangeOutcome[],
  ApiError,
  readonly RequestedChange[]
> {
  return useRequests(async (client, organization, items) => {
    const address = addressOf(organization, { path: "repositories", query: {} });
    const outcomes: ChangeOutcome[] = [];
    for (let start = 0; start < items.length; start += MAX_ITEMS) {
      const part = items.slice(start, start + MAX_ITEMS);
      const answer = await client.change<{ readonly items: readonly ChangeOutcome[] }>(
        "PATCH",
        address,
        { items: part },
      );
      outcomes.push(...answer.items);
    }
    return outcomes;
  });
}

/** Forgets what is stored of repositories, one request each: repeating one is harmless. */
export function useRepositoryPurge(): UseMutationResult<
  void,
  ApiError,
  readonly RepositorySummary[]
> {
  return useRequests(async (client, organization, repositories) => {
    for (const repository of repositories) {
      const query = placeOf(repository);
      await client.change("DELETE", addressOf(organization, { path: "repositories", query }));
    }
  });
}

/** Sends several requests as one change, then reads again what it touched, however it ended. */
function useRequests<Input, Answer>(
  send: (client: ApiClient, organization: string, input: Input) => Promise<Answer>,
): UseMutationResult<Answer, ApiError, Input> {
  const client = useApiClient();
  const organization = useOrganizationId();
  const queries = useQueryClient();
  return useMutation<Answer, ApiError, Input>({
    mutationFn: (input) => send(client, organization, input),
    async onSettled() {
      await Promise.all(
        ["repositories", "integrations"].map((place) =>
          queries.invalidateQueries({ queryKey: placeKey(organization, place) }),
        ),
      );
    },
  });
}
