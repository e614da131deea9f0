import { isDeepStrictEqual } from "node:util";

/** Named checks with a count, for runs that are no test suites of jest. */
export interface Checks {
  /** Runs a check, prints its outcome, and goes on whatever it was. */
  readonly check: (name: string, body: () => Promise<void>) => Promise<void>;
  /** Prints the count, and makes a failure the process's exit code. */
  readonly finish: () => void;
}

export function startChecks(): Checks {
  let passed = 0;
  let failed = 0;
  return {
    async check(name, body) {
      try {
        await body();
        passed += 1;
        process.stdout.write(`ok      ${name}\n`);
      } catch (error) {
        failed += 1;
        process.stdout.write(`FAILED  ${name}\n${String(error)}\n`);
      }
    },
    finish() {
      process.stdout.write(`${passed} passed, ${failed} failed\n`);
      process.exitCode = failed === 0 ? 0 : 1;
    },
  };
}

/** @throws Error that shows both, as far as they are short */
export function expectEqual(what: string, actual: unknown, expected: unknown): void {
  if (isDeepStrictEqual(actual, expected)) return;
  throw new Error(
    `${what}\n  is       ${JSON.stringify(actual).slice(0, 2000)}\n  expected ${JSON.stringify(expected).slice(0, 2000)}`,
  );
}
