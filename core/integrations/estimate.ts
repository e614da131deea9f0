import type {
  Estimate,
  EstimatedResource,
  EstimateQuery,
  MeasuredMonth,
} from "../contract/api-estimate.ts";
import { PULL_PATHS, type PullPath } from "../contract/vocabulary.ts";
import {
  costOfMonth,
  type MonthCost,
  type MonthOfUse,
  publishedCostOfMonth,
  roundedUp,
} from "./estimate-month.ts";
import {
  DESTINATION_EVENT,
  type NanoDollars,
  PRICES_AS_OF,
  PRICES_REGION,
  SECRET_CALL,
  SECRET_MONTH,
  SEED_EGRESS,
} from "./estimate-prices.ts";
import { type StackResource, stackResources } from "./estimate-resources.ts";
import { counted, dollarsOf, dollarText, numberText, pathText } from "./estimate-words.ts";

/** Days of the month that is estimated, as the published page counts. */
const DAYS = 30;
const MEGABYTES_OF_GIGABYTE = 1000;

/** Where the product runs, and the letters with which the rules' names begin. */
export interface EstimateSettings {
  readonly homeRegion: string;
  readonly brandPrefix: string;
  /** To compare it with; null: there is nothing yet. */
  readonly measured: MeasuredMonth | null;
}

/**
 * Estimates what integrations cost the AWS account of the registries in a month: each resource of
 * the stack and the pulling of the images, beside what the product's published page says.
 */
export function estimate(query: EstimateQuery, settings: EstimateSettings): Estimate {
  const { region: _, pricePerGigabyte, ...assumed } = query;
  const { layout, delivery, attestations } = assumed;
  const regions = query.regions ?? pullPathOf(query.region, settings.homeRegion);
  const pushes = query.pushesPerDay * DAYS;
  const use = monthOf(query, regions);
  const cost = costOfMonth(use);
  const published = publishedCostOfMonth(use, pushes);
  const resources = stackResources(layout, delivery, settings.brandPrefix);
  const total = totalOf(cost);
  return {
    currency: "USD",
    pricesAsOf: PRICES_AS_OF,
    pricesRegion: PRICES_REGION,
    assumptions: {
      ...assumed,
      attestations: attestations === "true",
      regions,
      ...(pricePerGigabyte === undefined ? {} : { pricePerGigabyte }),
    },
    month: { pushes, events: use.events, gigabytesPulled: use.gigabytesPulled },
    resources: resources.map((resource) =>
      resourceCost(resource, { use, pushes, cost, published }),
    ),
    egress: egressCost(use, cost, published),
    total: {
      ...money(total),
      how: "The stack's resources and the pulling of images. ECR's storage is paid for anyway.",
      seed: {
        monthly: dollarsOf(totalOf(published)),
        how: "The page's column, and its price of a gigabyte for all that is pulled.",
      },
    },
    alternatives: PULL_PATHS.map((path) => {
      const { egress } = costOfMonth({ ...use, regions: path, pricePerGigabyte: undefined });
      const other = totalOf({ ...cost, egress });
      return { regions: path, egress: dollarsOf(egress), total: dollarsOf(other) };
    }),
    measured: settings.measured,
  };
}

/** Where images of a Region are pulled to by a product that runs in another, or the same. */
export function pullPathOf(region: string | undefined, homeRegion: string): PullPath {
  return region === homeRegion ? "same" : "cross";
}

function monthOf(query: EstimateQuery, regions: PullPath): MonthOfUse {
  const { pushesPerDay, deletesPerDay, platforms, attestations } = query;
  const manifests = platforms * (attestations === "true" ? 2 : 1);
  // More than one manifest needs an index, whose push is an event of its own.
  const eventsOfPush = manifests === 1 ? 1 : 1 + manifests;
  const megabytes = pushesPerDay * platforms * query.imageMegabytes * (1 - query.cachedShare);
  return {
    secrets: query.delivery === "events" ? query.integrations : 0,
    events: query.delivery === "events" ? (pushesPerDay * eventsOfPush + deletesPerDay) * DAYS : 0,
    gigabytesPulled: (megabytes / MEGABYTES_OF_GIGABYTE) * DAYS,
    regions,
    pricePerGigabyte:
      query.pricePerGigabyte === undefined
        ? undefined
        : Math.round(query.pricePerGigabyte * 1_000_000_000),
  };
}

/** All that a line of the estimate is made from. */
interface Basis {
  readonly use: MonthOfUse;
  readonly pushes: number;
  readonly cost: MonthCost;
  readonly published: MonthCost;
}

function resourceCost(
  { type, name, paidFor, isPublished }: StackResource,
  { use, pushes, cost, published }: Basis,
): EstimatedResource {
  switch (paidFor) {
    case "nothing": {
      const free = { monthly: 0, how: "Free." };
      return { type, name, ...free, roundedUp: 0, seed: isPublished ? free : null };
    }
    case "secret": {
      const secrets = `${counted(use.secrets, "secret")} at ${dollarText(SECRET_MONTH)}`;
      return {
        type,
        name,
        ...money(cost.secret),
        how: `${secrets}. It is read when a stack is created or updated, not at each push: EventBridge keeps a copy of its own, whose price is the API destination's.`,
        seed: {
          monthly: dollarsOf(published.secret),
          how: `${secrets}, and one read a push: ${numberText(pushes)} reads at ${dollarText(SECRET_CALL * 10_000)} per 10,000 are ${dollarText(Math.round(pushes * SECRET_CALL))}; rounded up to a cent.`,
        },
      };
    }
    case "events": {
      const price = `${dollarText(DESTINATION_EVENT * 1_000_000)} per million`;
      return {
        type,
        name,
        ...money(cost.events),
        how: `${counted(use.events, "event")} of less than 64 KB at ${price}.`,
        seed: {
          monthly: dollarsOf(published.events),
          how: `One event a push: ${numberText(pushes)} at ${price} are ${dollarText(Math.round(pushes * DESTINATION_EVENT))}; rounded up to a cent.`,
        },
      };
    }
  }
}

function egressCost(use: MonthOfUse, cost: MonthCost, published: MonthCost): Estimate["egress"] {
  const { gigabytesPulled, regions, pricePerGigabyte } = use;
  const price =
    pricePerGigabyte === undefined
      ? pathText(regions)
      : `at ${dollarText(pricePerGigabyte)} each, as given`;
  return {
    ...money(cost.egress),
    how: `${numberText(gigabytesPulled)} GB are pulled ${price}.`,
    seed: {
      monthly: dollarsOf(published.egress),
      how: `Around ${dollarText(SEED_EGRESS)} per GB, wherever it goes: ${numberText(gigabytesPulled)} GB.`,
    },
  };
}

function money(amount: NanoDollars): { readonly monthly: number; readonly roundedUp: number } {
  return { monthly: dollarsOf(amount), roundedUp: dollarsOf(roundedUp(amount)) };
}

function totalOf({ secret, events, egress }: MonthCost): NanoDollars {
  return secret + events + egress;
}
