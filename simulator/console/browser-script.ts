/**
 * What runs in the browser, at `/console.js`. It does three things: it reads what quick-create
 * links have in their fragment, which no server sees; it keeps a stack's page up to date; it asks
 * before a stack is deleted.
 */
export const BROWSER_SCRIPT = `"use strict";

/** Where a link of the AWS console leads here. */
function followFragment() {
  const [path, query = ""] = location.hash.slice(1).split("?");
  const fields = new URLSearchParams(query.replaceAll("+", "%2B"));
  if (path === "/stacks/create/review" || path === "/stacks/quickcreate") {
    const region = new URLSearchParams(location.search).get("region");
    if (region !== null) fields.set("region", region);
    return "/stacks/create?" + fields;
  }
  const id = fields.get("stackId");
  if (id === null) return "/";
  const page = path.startsWith("/stacks/update/") ? "/stack/update" : "/stack";
  const template = fields.get("templateURL");
  const next = new URLSearchParams({ id, ...(template === null ? {} : { templateURL: template }) });
  return page + "?" + next;
}

/** Reads the page again and replaces the parts of it that are not what they were. */
async function refresh() {
  const answer = await fetch(location.href, { headers: { accept: "text/html" } });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of document.querySelectorAll("[data-live]")) {
    const next = fresh.getElementById(part.id);
    if (next === null || next.innerHTML === part.innerHTML) continue;
    const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
    part.replaceChildren(...next.childNodes);
    if (focused !== "") document.getElementById(focused)?.focus();
  }
}

async function keepFresh() {
  for (;;) {
    const isBusy = document.querySelector("#status .busy") !== null;
    await new Promise((resolve) => setTimeout(resolve, isBusy ? 500 : 3000));
    if (document.hidden) continue;
    // A page that can't be read now, because local mode stops, is read again later.
    await refresh().catch(() => undefined);
  }
}

if (location.pathname === "/cloudformation/home") location.replace(followFragment());
if (document.querySelector("[data-live]") !== null) void keepFresh();
document.addEventListener("submit", (event) => {
  const question = event.target.dataset.confirm;
  if (question !== undefined && !confirm(question)) event.preventDefault();
});
`;
