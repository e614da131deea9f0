import type { ConsoleContext } from "./console-context.ts";
import { faultsOf, type Fault } from "./faults.ts";
import { html, type Html, type Part } from "./html.ts";
import { badge, moment, page, table } from "./page.ts";
import { readStack, type ShownResource, type StackDetails } from "./read-stack.ts";

/** Statuses in which CloudFormation takes an update. */
const UPDATABLE = /^(CREATE|UPDATE|UPDATE_ROLLBACK)_COMPLETE$/;

/**
 * One stack, live: parts with `data-live` are read again while the page is open.
 * @param problem Why the last action was refused.
 * @throws AwsError when there is no such stack
 */
export async function stackPage(
  context: ConsoleContext,
  stackId: string,
  problem?: string,
): Promise<string> {
  const details = await readStack(context, stackId);
  const faults = await faultsOf(context, details);
  const { stack, events, resources, accountId, region } = details;
  return page({
    title: stack.StackName,
    problem,
    main: html`<p id="status" role="status" data-live>
        ${badge(stack.StackStatus)} ${stack.StackStatusReason}
      </p>
      <dl>
        <div>
          <dt>Account</dt>
          <dd>${accountId}</dd>
        </div>
        <div>
          <dt>Region</dt>
          <dd>${region}</dd>
        </div>
        <div>
          <dt>Created (UTC)</dt>
          <dd>${moment(stack.CreationTime)}</dd>
        </div>
        <div>
          <dt>Stack ID</dt>
          <dd class="code">${stack.StackId}</dd>
        </div>
      </dl>
      ${stack.Description !== undefined && html`<p>${stack.Description}</p>`}
      <div id="actions" data-live>${actions(details)}</div>
      ${contents()}
      <section id="events" data-live>
        ${table(
          "Events",
          ["Time (UTC)", "Resource", "Status", "Reason"],
          events.map((event) => [
            moment(event.Timestamp),
            nameAndType(event),
            badge(event.ResourceStatus),
            event.ResourceStatusReason,
          ]),
        )}
      </section>
      <section id="resources" data-live>
        ${table(
          "Resources",
          ["Resource", "Physical ID", "Status"],
          resources.map((resource) => [
            nameAndType(resource),
            html`<span class="code">${resource.PhysicalResourceId}</span>`,
            badge(resource.ResourceStatus),
          ]),
        )}
      </section>
      <section id="outputs" data-live>
        ${
          stack.Outputs.length > 0 &&
          table(
            "Outputs",
            ["Output", "Value", "Description"],
            stack.Outputs.map(({ OutputKey, OutputValue, Description }) => [
              OutputKey,
              html`<span class="code">${OutputValue}</span>`,
              Description,
            ]),
          )
        }
      </section>
      <section id="parameters" data-live>
        ${
          stack.Parameters.length > 0 &&
          table(
            "Parameters",
            ["Parameter", "Value"],
            stack.Parameters.map(({ ParameterKey, ParameterValue }) => [
              ParameterKey,
              html`<span class="code">${ParameterValue}</span>`,
            ]),
          )
        }
      </section>
      <section id="faults" data-live>${faults.length > 0 && faultTable(stackId, faults)}</section>`,
  });
}

/** The page is long: what is on it, with links. */
function contents(): Html {
  const sections = ["Events", "Resources", "Outputs", "Parameters"];
  return html`<nav aria-label="On this page">
    <ul>
      ${sections.map((name) => html`<li><a href="#${name.toLowerCase()}">${name}</a></li>`)}
      <li><a href="#faults">Break it</a></li>
    </ul>
  </nav>`;
}

function nameAndType({
  LogicalResourceId,
  ResourceType,
}: Pick<ShownResource, "LogicalResourceId" | "ResourceType">): Html {
  return html`${LogicalResourceId}<br /><small>${ResourceType}</small>`;
}

function actions({ stack }: StackDetails): Part {
  const { StackId, StackStatus } = stack;
  if (StackStatus.startsWith("DELETE_") && StackStatus !== "DELETE_FAILED") return undefined;
  return html`<div class="actions">
    ${UPDATABLE.test(StackStatus) && html`<a class="button" href="/stack/update?id=${encodeURIComponent(StackId)}">Update</a>`}
    <form
      method="post"
      action="/stack/delete"
      data-confirm="Delete the stack ${stack.StackName} and its resources?"
    >
      <input type="hidden" name="id" value="${StackId}" />
      <button class="danger" id="delete" type="submit">Delete</button>
    </form>
  </div>`;
}

function faultTable(stackId: string, faults: readonly Fault[]): Html {
  return html`<h2>Break it</h2>
    <p>
      What may happen to a stack behind CloudFormation's back, to see what a product makes of it. A
      repair brings back what the template says.
    </p>
    ${table(
      "What can be broken",
      ["Resource", "What is done", "Now", "Action"],
      faults.map(({ id, logicalId, title, isBroken }) => [
        logicalId,
        title,
        isBroken
          ? html`<span class="badge bad">done</span>`
          : html`<span class="badge good">intact</span>`,
        html`<form method="post" action="/stack/${isBroken ? "repair" : "break"}">
          <input type="hidden" name="id" value="${stackId}" />
          <input type="hidden" name="fault" value="${id}" />
          <button
            class="quiet"
            id="fault-${id.replace(":", "-")}"
            type="submit"
            aria-label="${isBroken ? "Repair" : "Break"} ${logicalId}: ${title}"
          >
            ${isBroken ? "Repair" : "Break"}
          </button>
        </form>`,
      ]),
    )}`;
}
