import { readFileSync } from "node:fs";
import type { Reporter, AggregatedResult } from "@jest/reporters";

/** Why each test that may be skipped is skipped, by its full name: `test/skips.json`. */
type AllowedSkips = Record<string, string>;

/**
 * Ends a run with one line `N passed, N failed`, and with CI=true fails a run
 * that skipped a test without a reason in `test/skips.json`.
 */
export default class SummaryReporter implements Pick<Reporter, "onRunComplete" | "getLastError"> {
  #error: Error | undefined;

  onRunComplete(_contexts: unknown, results: AggregatedResult): void {
    const allowed = JSON.parse(
      readFileSync(new URL("skips.json", import.meta.url), "utf8"),
    ) as AllowedSkips;
    const skipped = results.testResults
      .flatMap((file) => file.testResults)
      .filter((test) => test.status === "pending" || test.status === "todo")
      .map((test) => test.fullName);
    const unexplained = skipped.filter((name) => !(name in allowed));
    if (process.env["CI"] === "true" && unexplained.length > 0) {
      this.#error = new Error(
        `Skipped without a reason in test/skips.json: ${unexplained.join("; ")}`,
      );
    }
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const tail = skipped.length > 0 ? `, ${skipped.length} skipped` : "";
    process.stdout.write(`\n${results.numPassedTests} passed, ${failed} failed${tail}\n`);
  }

  getLastError(): Error | undefined {
    return this.#error;
  }
}
