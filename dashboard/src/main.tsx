import "@cloudscape-design/global-styles/index.css";
import "./app/app.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createApiClient } from "./api/api-client.ts";
import { createQueryClient } from "./api/query-client.ts";
import { App } from "./app/app.tsx";
import { placeTooltips } from "./app/tooltips.ts";
import { takeInvitation } from "./invitations/invitation-token.ts";
import { otherTabs } from "./session/other-tabs.ts";
import { createSession } from "./session/session.ts";
import { createSessionStore } from "./session/stored-session.ts";

takeInvitation(window);
placeTooltips(document);
const session = createSession(createSessionStore(sessionStorage), window, otherTabs());
const client = createApiClient({
  token: session.token,
  onRefused: session.onRefused,
});
const queries = createQueryClient();

/** What another session read is nothing for this one. */
let token = session.token();
session.listen(() => {
  const { status } = session.state();
  const now = session.token();
  if (status === "signed-out") queries.clear();
  else if (now !== undefined && now !== token) void queries.invalidateQueries();
  token = now;
});

const root = document.querySelector("#root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App session={session} client={client} queries={queries} />
    </StrictMode>,
  );
}
void session.start();
