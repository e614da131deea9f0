import type { CheckFinding } from "../contract/check-report.ts";
import { CHECK_OUTCOMES, type CheckOutcome } from "../contract/vocabulary.ts";
import { PermanentError } from "../errors.ts";

/** A finding that all is well with one thing. */
export function fine(code: string, message: string): CheckFinding {
  return { code, outcome: "ok", message, remedy: null };
}

/** A finding of what works still, and should not stay as it is. */
export function warning(code: string, message: string, remedy: string): CheckFinding {
  return { code, outcome: "warning", message, remedy };
}

/** A finding of what keeps images from being seen or analysed, or lets others in. */
export function broken(code: string, message: string, remedy: string): CheckFinding {
  return { code, outcome: "error", message, remedy };
}

/** The worst outcome of some findings. */
export function worstOf(findings: readonly Pick<CheckFinding, "outcome">[]): CheckOutcome {
  const ranks = findings.map(({ outcome }) => CHECK_OUTCOMES.indexOf(outcome));
  return CHECK_OUTCOMES[Math.max(0, ...ranks)] ?? "ok";
}

/**
 * Asks something of a customer's account.
 * @returns The answer, or the refusal: what asking again can't mend.
 */
export async function answerOrRefusal<T>(question: () => Promise<T>): Promise<T | PermanentError> {
  try {
    return await question();
  } catch (error) {
    if (error instanceof PermanentError) return error;
    throw error;
  }
}
