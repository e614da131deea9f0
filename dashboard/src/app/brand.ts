import { brandReading } from "../api/account.ts";
import { useApi } from "../api/hooks.ts";

/** What the product is called until the operator's name for it was read. */
const UNNAMED = "ecr-scout";

/** What the operator calls the product. */
export function useBrand(): string {
  return useApi(brandReading, { poll: false }).data?.name ?? UNNAMED;
}
