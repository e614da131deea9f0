import { useMemo } from "react";
import { useLocation, useNavigate, useSearchParams } from "react-router";
import type { ListFilter } from "./list-definition.ts";

/** What of a list is shown; all of it is in the page's address. */
export interface ListView {
  /** Values of the filters by parameter. */
  readonly filters: Readonly<Record<string, string>>;
  readonly order: string | undefined;
  readonly cursor: string | undefined;
  /** 1 is the first page. */
  readonly page: number;
  /** Whether the page before is known; else only the first one can be gone back to. */
  readonly hasPrevious: boolean;
  readonly filterBy: (filters: Readonly<Record<string, string>>) => void;
  readonly orderBy: (order: string | undefined) => void;
  readonly first: () => void;
  readonly previous: () => void;
  readonly next: (cursor: string) => void;
}

/** Cursors of the pages before, the first one's an empty text, kept with the entry of the history. */
interface Trail {
  readonly trail?: readonly string[];
}

/**
 * The view of a list as the address has it.
 *
 * @param prefix Begins the names of the parameters, where a page has several lists.
 */
export function useListView(filters: readonly ListFilter[], prefix: string): ListView {
  const [parameters] = useSearchParams();
  const { state, pathname, hash } = useLocation() as {
    readonly state: Trail | null;
    readonly pathname: string;
    readonly hash: string;
  };
  const navigate = useNavigate();
  return useMemo(() => {
    const get = (name: string): string | undefined =>
      parameters.get(`${prefix}${name}`) ?? undefined;
    const trail = state?.trail ?? [];
    const page = Math.max(1, Number.parseInt(get("page") ?? "1", 10) || 1);
    const cursor = get("cursor");
    const go = (change: Readonly<Record<string, string | undefined>>, after: Trail): void => {
      const next = new URLSearchParams(parameters);
      for (const [name, value] of Object.entries(change)) {
        if (value === undefined || value === "") next.delete(`${prefix}${name}`);
        else next.set(`${prefix}${name}`, value);
      }
      void navigate({ pathname, search: next.toString(), hash }, { state: after });
    };
    const start = { cursor: undefined, page: undefined };
    return {
      filters: Object.fromEntries(
        filters.flatMap(({ parameter }) => {
          const value = get(parameter);
          return value === undefined ? [] : [[parameter, value]];
        }),
      ),
      order: get("order"),
      cursor,
      page: cursor === undefined ? 1 : page,
      hasPrevious: trail.length > 0,
      filterBy(wanted) {
        const all = Object.fromEntries(
          filters.map(({ parameter }) => [parameter, wanted[parameter]]),
        );
        go({ ...all, ...start }, {});
      },
      orderBy(order) {
        go({ order, ...start }, {});
      },
      first() {
        go(start, {});
      },
      previous() {
        const before = trail.at(-1);
        go(
          { cursor: before, page: before === "" ? undefined : String(page - 1) },
          { trail: trail.slice(0, -1) },
        );
      },
      next(following) {
        go(
          { cursor: following, page: String(cursor === undefined ? 2 : page + 1) },
          { trail: [...trail, cursor ?? ""] },
        );
      },
    };
  }, [parameters, state, pathname, hash, navigate, filters, prefix]);
}
