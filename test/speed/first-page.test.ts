import { expect, test } from "@jest/globals";
import { fileURLToPath } from "node:url";
import { weightOf } from "../fixtures/first-page.ts";

const BUILT = fileURLToPath(new URL("../../dashboard/dist", import.meta.url));

/** Bytes, gzip. */
const BUDGET = { javaScript: 400_000, css: 250_000 };

// Whichever page a link leads to first. Of what was built last: `npm run dashboard`.
test.each(["src/overview/overview-page.tsx", "src/images/images-page.tsx"])(
  "%s loads within the budget, as the first page",
  (page) => {
    const { javaScript, css } = weightOf(BUILT, [page]);
    expect(javaScript).toBeLessThan(BUDGET.javaScript);
    expect(css).toBeLessThan(BUDGET.css);
    // The application itself is in it.
    expect(javaScript).toBeGreaterThan(100_000);
  },
);

test("other pages are loaded when they are opened", () => {
  const { javaScript: first } = weightOf(BUILT, ["src/overview/overview-page.tsx"]);
  const { javaScript: both } = weightOf(BUILT, [
    "src/overview/overview-page.tsx",
    "src/integrations/ecr-page.tsx",
  ]);
  expect(both).toBeGreaterThan(first);
});
