import { useEffect, useState } from "react";
import { brandReading } from "../api/account.ts";
import { useApi } from "../api/hooks.ts";
import { readStored, writeStored } from "./stored.ts";

/** What the product is called in a browser that has never read the operator's name for it. */
const UNNAMED = "ecr-scout";
const LAST = "ecr-scout.brand";

/** What the operator calls the product: as read last, until it is read again. */
export function useBrand(): string {
  const name = useApi(brandReading, { poll: false }).data?.name;
  const [last] = useState(() => readStored(LAST));
  useEffect(() => {
    if (name !== undefined) writeStored(LAST, name);
  }, [name]);
  return name ?? (typeof last === "string" ? last : UNNAMED);
}
