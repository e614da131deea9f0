import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import Table from "@cloudscape-design/components/table";
import type { Estimate } from "../../../core/contract/api-estimate.ts";
import { Muted } from "../parts/muted.tsx";
import { estimateTexts } from "../texts/estimate/texts.ts";
import { useTexts } from "../texts/use-texts.ts";
import { ResourceWords } from "./resource-words.tsx";
import { useDollars } from "./use-dollars.ts";

/** A line of the table: a resource, the pulling, or the sum. */
interface Line {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly description: string;
  readonly monthly: number;
  readonly how: string;
  readonly seed: { readonly monthly: number; readonly how: string } | null;
}

interface ResourcesTableProps {
  readonly estimate: Estimate;
  /** Name of the stack, where it is known. */
  readonly stackName?: string;
}

/** Each resource of the stack with what it is for, what the published page says, and the truth. */
export function ResourcesTable({ estimate, stackName }: ResourcesTableProps) {
  const texts = useTexts(estimateTexts);
  const dollars = useDollars();
  const price = (amount: number) => (amount === 0 ? texts.free : dollars(amount));
  return (
    <Table<Line>
      variant="container"
      wrapLines
      ariaLabels={{ tableLabel: texts.resources }}
      header={
        <Header
          variant="h2"
          {...(stackName !== undefined && { description: texts.resourcesLead(stackName) })}
        >
          {texts.resources}
        </Header>
      }
      trackBy="id"
      items={linesOf(estimate, texts)}
      columnDefinitions={[
        {
          id: "type",
          header: texts.type,
          cell: ({ type }) => <ResourceWords name={type} />,
          minWidth: 150,
        },
        {
          id: "name",
          header: texts.name,
          cell: ({ name }) => <ResourceWords name={name} />,
          isRowHeader: true,
          minWidth: 150,
        },
        {
          id: "description",
          header: texts.description,
          cell: ({ description }) => description,
          minWidth: 180,
        },
        {
          id: "published",
          header: texts.publishedColumn,
          cell: ({ seed }) =>
            seed === null ? <Muted>{texts.notPublished}</Muted> : price(seed.monthly),
          minWidth: 95,
        },
        {
          id: "cost",
          header: texts.trueColumn,
          cell: ({ monthly }) => price(monthly),
          minWidth: 95,
        },
        {
          id: "how",
          header: texts.how,
          cell: (line) => <How line={line} />,
          minWidth: 240,
        },
      ]}
    />
  );
}

function linesOf(
  { resources, egress, total }: Estimate,
  texts: (typeof estimateTexts)["en"],
): readonly Line[] {
  return [
    ...resources.map((resource) => ({
      ...resource,
      id: resource.name,
      description: descriptionOf(resource.name, texts.resourceLeads),
    })),
    { ...egress, id: "egress", type: "", name: texts.egress, description: texts.egressLead },
    { ...total, id: "total", type: "", name: texts.total, description: "" },
  ];
}

/** The rules' names begin with the brand's letters, and end the same always. */
function descriptionOf(name: string, leads: Readonly<Record<string, string>>): string {
  const exact = leads[name];
  if (exact !== undefined) return exact;
  const end = Object.keys(leads).find((one) => name.endsWith(one));
  return end === undefined ? "" : (leads[end] ?? "");
}

/** How the figures come about; what is free says so already. */
function How({ line: { monthly, how, seed } }: { readonly line: Line }) {
  const texts = useTexts(estimateTexts);
  if (monthly === 0 && (seed?.monthly ?? 0) === 0) return null;
  return (
    <>
      <Box variant="p">{how}</Box>
      {seed !== null && <Box variant="small">{texts.publishedHow(seed.how)}</Box>}
    </>
  );
}
