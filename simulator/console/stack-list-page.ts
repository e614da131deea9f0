import type { ConsoleContext } from "./console-context.ts";
import { html } from "./html.ts";
import { badge, moment, page, table } from "./page.ts";
import { listStacks } from "./read-stack.ts";

/** Every stack of every account and Region. */
export async function stackListPage(context: ConsoleContext): Promise<string> {
  const stacks = await listStacks(context);
  const rows = stacks.map(({ StackId, StackName, StackStatus, CreationTime, ...place }) => [
    html`<a href="/stack?id=${encodeURIComponent(StackId)}">${StackName}</a>`,
    place.accountId,
    place.region,
    badge(StackStatus),
    moment(CreationTime),
  ]);
  const none = html`<p>
    There is no stack yet. Open a quick-create link, or create one by the address of its template.
  </p>`;
  return page({
    title: "Stacks",
    main: html`<p><a class="button" href="/stacks/create">Create stack</a></p>
      ${
        rows.length === 0
          ? none
          : table(
              "Of every account and Region",
              ["Stack", "Account", "Region", "Status", "Created (UTC)"],
              rows,
            )
      }`,
  });
}
