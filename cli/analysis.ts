import type { FindingReport } from "../core/contract/findings.ts";
import type { Inventory } from "../core/contract/inventory.ts";

/** An image as every command shows it, wherever its analysis came from. */
export interface Analysis {
  /** What the user called it. */
  readonly name: string;
  readonly inventory: Inventory;
  readonly report: FindingReport;
}
