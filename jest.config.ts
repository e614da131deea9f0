import type { Config } from "jest";

/** Programs that read the source as it is: TypeScript, and with `tsx` React's syntax too. */
function typescript(tsx: boolean) {
  return [
    "@swc/jest",
    {
      jsc: {
        target: "es2024",
        parser: { syntax: "typescript", tsx },
        transform: { react: { runtime: "automatic" } },
        experimental: { keepImportAttributes: true },
      },
      module: { type: "es6" },
    },
  ] as [string, Record<string, unknown>];
}

const config: Config = {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.{ts,tsx}"],
  extensionsToTreatAsEsm: [".ts", ".tsx"],
  moduleFileExtensions: ["ts", "tsx", "mjs", "js", "cjs", "json", "node"],
  transform: { "\\.ts$": typescript(false), "\\.tsx$": typescript(true) },
  // Style sheets have no part in what a component says and does.
  moduleNameMapper: {
    "\\.css$": "<rootDir>/test/fixtures/empty-style-sheet.ts",
    // Its CommonJS form hides its default export from ES modules, which are what bundlers take.
    "^intl-messageformat$": "<rootDir>/node_modules/intl-messageformat/lib/index.js",
  },
  setupFiles: ["<rootDir>/test/fixtures/browser-globals.ts"],
  // One worker is left idle by default, which on two cores is half of them.
  maxWorkers: "100%",
  // A slow, shared machine must not fail a test that is right.
  testTimeout: 60_000,
  // Each a summary for people, then the one line that machines read.
  reporters: ["default", "summary", "<rootDir>/test/summary-reporter.ts"],
};

export default config;
