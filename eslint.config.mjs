import eslint from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
  {
    ignores: [
      "node_modules",
      "cdk.out",
      ".strict",
      ".local",
      "templates",
      "coverage",
      "dashboard/dist",
    ],
  },
  eslint.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-import-type-side-effects": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      // A number in a template literal prints as people expect it.
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", ignoreRestSiblings: true },
      ],
      eqeqeq: "error",
      "no-nested-ternary": "error",
      "no-restricted-syntax": [
        "error",
        { selector: "TSEnumDeclaration", message: "Use a union of string literals." },
        { selector: "ExportDefaultDeclaration", message: "Use named exports." },
        { selector: "ExportAllDeclaration", message: "No barrels." },
      ],
    },
  },
  {
    // Only entry points read the environment: what they read is checked by a schema.
    files: ["core/**/*.ts", "adapters/**/*.ts", "lambdas/**/handler.ts", "lib/**/*.ts"],
    rules: {
      "no-restricted-properties": ["error", { object: "process", property: "env" }],
      "no-console": "error",
    },
  },
  {
    // jest and Vite read their configuration, and jest its reporters, from default exports.
    files: ["*.mjs", "jest.config.ts", "dashboard/vite.config.ts"],
    ...tseslint.configs.disableTypeChecked,
  },
  {
    files: ["*.mjs", "jest.config.ts", "dashboard/vite.config.ts", "test/summary-reporter.ts"],
    rules: { "no-restricted-syntax": "off" },
  },
);
