import type { IntegrationPurge, RemovedIntegration } from "../../core/contract/api-integrations.ts";
import type { Output } from "./output.ts";
import { plural } from "./plural.ts";
import { printable, printableWhole } from "./printable.ts";
import { paragraph } from "./wrap.ts";

/** `scout integration remove`: what went, and what is left to do in AWS. */
export function formatRemoved(
  { integrationId, stack, purge }: RemovedIntegration,
  { output, program }: { readonly output: Output; readonly program: string },
): string {
  const done = printable(
    `${integrationId} was removed. ${purgeText(purge, `${program} integration remove ${integrationId}`)}`,
  );
  if (stack === null) return paragraph(done, output.width);
  const left =
    "Its stack is still in the AWS account, where its secret costs money and its rule sends events that are refused. Delete it there:";
  return [
    paragraph(done, output.width),
    "\n",
    paragraph(left, output.width),
    `    ${printableWhole(stack.url)}\n`,
  ].join("");
}

function purgeText(purge: IntegrationPurge | null, again: string): string {
  if (purge === null) return "What went with it is not known any more.";
  const { state, repositories, images, others, tags, documents } = purge;
  const counts = [
    plural(repositories, "repository", "repositories"),
    plural(images, "image"),
    plural(tags, "tag"),
    `${plural(documents, "document")} of packages and findings`,
    ...(others === 0 ? [] : [plural(others, "other record")]),
  ];
  const known = counts.join(", ");
  if (state === "purged") return `Purged with it: ${known}.`;
  const begun = purge.startedAt === null ? "" : ` So far: ${known}.`;
  return `What is stored of its images is being purged.${begun} To see how far that is: ${again}`;
}
