import { SEVERITIES } from "../../../core/contract/vocabulary.ts";
import type { ListFilter } from "../list/list-definition.ts";
import type { Formats } from "../texts/formats.ts";
import type { partsTexts } from "../texts/parts/texts.ts";
import type { vulnerabilitiesTexts } from "../texts/vulnerabilities/texts.ts";

const DAY_MILLISECONDS = 86_400_000;
/** What is offered as "new since". */
const DAYS = [1, 7, 30, 90, 365] as const;

interface FilterInput {
  readonly texts: (typeof vulnerabilitiesTexts)["en"];
  readonly parts: (typeof partsTexts)["en"];
  readonly formats: Formats;
  /** The instant that the address names, which stays what it is from day to day. */
  readonly since: string | null;
  readonly now: Date;
}

/** Filters of the list of vulnerabilities. */
export function filtersOf(input: FilterInput): readonly ListFilter[] {
  const { texts, parts } = input;
  return [
    { parameter: "id", label: texts.vulnerability, operator: "^", isDefault: true },
    {
      parameter: "severity",
      label: texts.severity,
      operator: "=",
      values: SEVERITIES.map((value) => ({ value, label: parts.severities[value] })),
    },
    {
      parameter: "fixable",
      label: texts.fixable,
      operator: "=",
      values: (["true", "false"] as const).map((value) => ({
        value,
        label: texts.fixables[value],
      })),
    },
    { parameter: "package", label: texts.package, operator: "^" },
    { parameter: "since", label: texts.since, operator: "=", values: instantsOf(input) },
  ];
}

/** Beginnings of days, UTC, and the one that the address names. */
function instantsOf({
  texts,
  formats,
  since,
  now,
}: FilterInput): NonNullable<ListFilter["values"]> {
  const offered = DAYS.map((days) => ({
    value: startOfDay(new Date(now.getTime() - days * DAY_MILLISECONDS)),
    label: texts.sinceDays(days),
  }));
  if (since === null || offered.some(({ value }) => value === since)) return offered;
  return [...offered, { value: since, label: formats.dateTime(since) }];
}

function startOfDay(moment: Date): string {
  return `${moment.toISOString().slice(0, 10)}T00:00:00.000Z`;
}
