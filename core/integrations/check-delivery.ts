import type { CheckFinding } from "../contract/check-report.ts";
import { PermanentError } from "../errors.ts";
import { type CheckDependencies, RESTORE, UPDATE } from "./check-context.ts";
import { answerOrRefusal, broken, fine, warning } from "./check-finding.ts";
import type { InspectedConnection, InspectedDestination } from "./check-port.ts";
import { ruleFindings } from "./check-rules.ts";
import type { ConnectedIntegration, Connection } from "./port.ts";

type Dependencies = Pick<CheckDependencies, "inspection" | "settings">;
type Resources = NonNullable<Connection["resources"]>;

/** States of a Connection that can be used. */
export const AUTHORIZED: ReadonlySet<string> = new Set(["AUTHORIZED", "ACTIVE"]);
/** States of a Connection that EventBridge is still at work on. */
export const BEING_AUTHORIZED: ReadonlySet<string> = new Set([
  "CREATING",
  "UPDATING",
  "AUTHORIZING",
]);

/**
 * Looks at how events come: the rules, the API destination, the Connection.
 * @throws TransientError
 */
export async function deliveryFindings(
  dependencies: Dependencies,
  integration: ConnectedIntegration,
): Promise<readonly CheckFinding[]> {
  const { resources, templateVersion } = integration.connection;
  if (integration.delivery === "poll") {
    return [fine("rules", "The registry is listed again and again instead of sending events.")];
  }
  if (resources === undefined) {
    const message = `The stack has not said by which rules it sends events; its template is of version ${templateVersion}.`;
    return [warning("rules", message, UPDATE)];
  }
  return [
    ...(await ruleFindings(dependencies, integration, resources)),
    await destinationFinding(dependencies, integration, resources),
    await connectionFinding(dependencies, integration, resources),
  ];
}

async function destinationFinding(
  { inspection, settings }: Dependencies,
  integration: ConnectedIntegration,
  resources: Resources,
): Promise<CheckFinding> {
  const { apiDestinationArn: arn } = resources;
  const destination = await answerOrRefusal(() => inspection.destination(integration, arn));
  if (destination instanceof PermanentError) {
    const message = `The API destination ${arn} can't be looked at: ${destination.message}`;
    return warning("destination", message, UPDATE);
  }
  const problem = problemOf(destination, resources, settings.eventEndpoint);
  if (problem !== undefined) {
    return broken("destination", `The API destination ${arn} ${problem}.`, RESTORE);
  }
  return fine("destination", `The API destination ${arn} is active and sends to us.`);
}

function problemOf(
  destination: InspectedDestination | undefined,
  { connectionArn }: Resources,
  eventEndpoint: string | undefined,
): string | undefined {
  if (destination === undefined) return "was deleted";
  const { state, endpoint, httpMethod } = destination;
  if (eventEndpoint !== undefined && endpoint !== eventEndpoint) {
    return `sends to ${endpoint.slice(0, 300)} instead of ${eventEndpoint}`;
  }
  if (httpMethod !== "POST") return `sends by ${httpMethod} instead of POST`;
  if (destination.connectionArn !== connectionArn) {
    return `uses the Connection ${destination.connectionArn} instead of ${connectionArn}`;
  }
  // Last: it is inactive because of its Connection, mostly.
  return state === "ACTIVE" ? undefined : `is in the state ${state}, not active`;
}

async function connectionFinding(
  { inspection }: Dependencies,
  integration: ConnectedIntegration,
  { connectionArn: arn }: Resources,
): Promise<CheckFinding> {
  const connection = await answerOrRefusal(() => inspection.connection(integration, arn));
  if (connection instanceof PermanentError) {
    const message = `The Connection ${arn} can't be looked at: ${connection.message}`;
    return warning("connection", message, UPDATE);
  }
  if (connection === undefined) {
    return broken("connection", `The Connection ${arn} was deleted.`, RESTORE);
  }
  const message = `The Connection ${arn} is in the state ${describe(connection)}.`;
  if (AUTHORIZED.has(connection.state)) return fine("connection", message);
  if (BEING_AUTHORIZED.has(connection.state)) {
    return warning(
      "connection",
      message,
      "Wait until EventBridge is done with it, then check again.",
    );
  }
  const remedy =
    "Rotate the integration's key, by which the Connection is authorized anew. If that does not help, delete the stack and launch it again by the integration's link.";
  return broken("connection", message, remedy);
}

/** A Connection's state with EventBridge's reason. */
export function describe({ state, stateReason }: InspectedConnection): string {
  return stateReason === undefined ? state : `${state} (${stateReason})`;
}
