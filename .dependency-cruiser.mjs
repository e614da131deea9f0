/**
 * The matrix of docs/architecture.md, as rules: who may import whom.
 * A rule's name is the sentence that it enforces.
 */

/** Node.js modules without any effect on the world. */
const PURE_NODE = "^(node:)?(buffer|crypto|stream|stream/promises|zlib)$";
/** Libraries that only compute. A new one needs a reason in its commit. */
const PURE_LIBRARIES =
  "^node_modules/(zod|semver|@renovatebot/pep440|ae-cvss-calculator|fflate|@cyclonedx/cyclonedx-library|@types)/";

const rooms = "^(bin|core|adapters|lambdas|lib|local|simulator|cli|dashboard|benchmark|test)/";

/** Forbids `from` to import any room but those of `allowed`. */
function room(name, from, allowed, fromNot) {
  return {
    name,
    severity: "error",
    from: { path: from, ...(fromNot ? { pathNot: fromNot } : {}) },
    to: { path: rooms, pathNot: allowed },
  };
}

export default {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "no-unresolved-imports",
      severity: "error",
      from: {},
      // aws-lambda is types alone: it exists as @types/aws-lambda only.
      to: { couldNotResolve: true, pathNot: "^aws-lambda$" },
    },
    {
      name: "core-imports-core-and-pure-libraries-only",
      severity: "error",
      from: { path: "^core/" },
      to: { pathNot: ["^core/", PURE_NODE, PURE_LIBRARIES] },
    },
    {
      name: "vocabulary-imports-nothing",
      severity: "error",
      from: { path: "^core/contract/vocabulary\\.ts$" },
      to: { path: "." },
    },
    ...["registry", "files", "sqlite", "oidc"].map((name) =>
      room(`adapters-${name}-imports-core-and-itself`, `^adapters/${name}/`, [
        "^core/",
        `^adapters/${name}/`,
      ]),
    ),
    room("adapters-aws-imports-core-and-the-registry-client", "^adapters/aws/", [
      "^core/",
      "^adapters/(aws|registry)/",
    ]),
    room(
      "handlers-never-import-adapters",
      "^lambdas/[^/]+/",
      ["^core/", "^lambdas/runtime/", "^lambdas/[^/]+/[^/]+$"],
      "^lambdas/[^/]+/index\\.ts$",
    ),
    room("function-entries-wire-core-and-adapters", "^lambdas/[^/]+/index\\.ts$", [
      "^core/",
      "^adapters/",
      "^lambdas/",
    ]),
    {
      name: "a-function-imports-no-other-function",
      severity: "error",
      from: { path: "^lambdas/([^/]+)/" },
      to: { path: "^lambdas/", pathNot: ["^lambdas/$1/", "^lambdas/runtime/"] },
    },
    room("lib-imports-env-types-and-contracts", "^lib/", [
      "^lib/",
      "^lambdas/[^/]+/env\\.ts$",
      "^core/contract/",
    ]),
    {
      name: "lib-takes-only-types-of-a-function",
      severity: "error",
      from: { path: "^lib/" },
      to: { path: "^lambdas/", dependencyTypesNot: ["type-only"] },
    },
    room("cli-and-benchmark-import-core-and-local-adapters", "^(cli|benchmark)/", [
      "^core/",
      "^cli/",
      "^benchmark/",
      "^adapters/(registry|files|sqlite)/",
    ]),
    room("dashboard-imports-itself-and-contracts", "^dashboard/", [
      "^dashboard/",
      "^core/contract/",
    ]),
    {
      name: "dashboard-takes-only-types-of-contracts-and-the-vocabulary",
      severity: "error",
      from: { path: "^dashboard/" },
      to: {
        path: "^core/contract/",
        pathNot: "^core/contract/vocabulary\\.ts$",
        dependencyTypesNot: ["type-only"],
      },
    },
    room("simulator-imports-itself-only", "^simulator/", ["^simulator/"]),
    room("local-imports-functions-simulator-templates", "^local/", [
      "^local/",
      "^simulator/",
      "^lambdas/[^/]+/(index|env)\\.ts$",
    ]),
    {
      name: "nothing-imports-bin-or-test",
      severity: "error",
      from: { pathNot: "^(bin|test)/" },
      to: { path: "^(bin|test)/" },
    },
    {
      name: "the-aws-sdk-stays-in-adapters-aws-and-function-entries",
      severity: "error",
      from: {
        pathNot: ["^adapters/aws/", "^lambdas/[^/]+/index\\.ts$", "^local/", "^bin/", "^test/"],
      },
      to: { path: "node_modules/@aws-sdk/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
    },
  },
};
