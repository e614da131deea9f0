import { useMemo } from "react";
import { useList } from "../../api/hooks.ts";
import { membersReading } from "../members/member-readings.ts";

/** The API's largest page; of more members, the others are shown by their identifiers. */
const MEMBERS = 500;

/** Names of members by their identifiers; undefined where they are not asked for. */
export function useOwners(isWanted: boolean): ReadonlyMap<string, string> | undefined {
  const { data } = useList(membersReading({ limit: MEMBERS }), {
    poll: false,
    enabled: isWanted,
  });
  return useMemo(() => {
    if (!isWanted) return undefined;
    return new Map(data?.items.map(({ memberId, name }) => [memberId, name]));
  }, [data, isWanted]);
}
