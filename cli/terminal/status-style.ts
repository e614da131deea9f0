import type { CheckOutcome, IntegrationStatus } from "../../core/contract/vocabulary.ts";
import type { Output, Style } from "./output.ts";
import { printable } from "./printable.ts";

const STATUS_STYLES: Readonly<Record<IntegrationStatus, Style>> = {
  connected: "green",
  pending: "yellow",
  error: "red",
};

const OUTCOMES: Readonly<Record<CheckOutcome, { readonly mark: string; readonly style: Style }>> = {
  ok: { mark: "✓", style: "green" },
  warning: { mark: "!", style: "yellow" },
  error: { mark: "✗", style: "red" },
};

/**
 * The status of an integration in its colour.
 * @param label The brand's word for it.
 */
export function statusWord(status: IntegrationStatus, label: string, output: Output): string {
  return output.style(STATUS_STYLES[status], printable(label));
}

/** One character that says how something was found to be. */
export function outcomeMark(outcome: CheckOutcome, output: Output): string {
  const { mark, style } = OUTCOMES[outcome];
  return output.style(style, mark);
}
