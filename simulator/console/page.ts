import { html, type Html, type Part } from "./html.ts";

/** A page's own parts. */
export interface PageParts {
  readonly title: string;
  readonly main: Part;
  /** Said before anything else: what was refused, and why. */
  readonly problem?: string | undefined;
}

/** A whole page. */
export function page({ title, main, problem }: PageParts): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Simulated CloudFormation</title>
        <link rel="stylesheet" href="/console.css" />
        <script src="/console.js" defer></script>
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header>
          <a class="name" href="/">Simulated CloudFormation</a>
          <p>A stand-in on this machine. It is not AWS: nothing here costs anything.</p>
        </header>
        <main id="main">
          <h1>${title}</h1>
          ${problem !== undefined && html`<p class="problem" role="alert">${problem}</p>`} ${main}
        </main>
      </body>
    </html> `.html;
}

/** A status as a coloured word. */
export function badge(status: string): Html {
  return html`<span class="badge ${toneOf(status)}">${status}</span>`;
}

function toneOf(status: string): string {
  if (status.includes("FAILED") || status.includes("ROLLBACK")) return "bad";
  if (status.endsWith("_IN_PROGRESS")) return "busy";
  return status === "DELETE_COMPLETE" ? "gone" : "good";
}

/** A moment, short enough for a table: `2026-11-22 01:37:39`. */
export function moment(iso: string): Html {
  return html`<time datetime="${iso}">${iso.slice(0, 19).replace("T", " ")}</time>`;
}

/** Rows of a table that becomes a list of cards where the screen is narrow. */
export function table(
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly Part[])[],
): Html {
  return html`<table>
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        ${columns.map((column) => html`<th scope="col">${column}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (cells) =>
          html`<tr>
            ${cells.map((cell, index) => html`<td data-label="${columns[index]}">${cell}</td>`)}
          </tr> `,
      )}
    </tbody>
  </table>`;
}
