import { counted } from "../counted.ts";

export const en = {
  title: "Retention",
  lead: "How long what is known of images is kept here.",
  meaning: "What it means",
  meaningStays:
    "An image stays while it is within every limit that is set. The latest image of a repository always stays.",
  meaningGoes:
    "What is beyond a limit is forgotten here: its packages, vulnerabilities and tags leave all lists. The registry keeps the image; nothing is deleted in ECR.",
  meaningWhen:
    "A limit of a registry is applied within a day, one of a single repository at once, and both daily from then on. What was forgotten does not come back when a limit is widened.",
  meaningOwn:
    "A repository can have limits of its own, in place of those of its registry: choose repositories in the list of repositories, then Set retention.",
  toRepositories: "Choose repositories",
  registries: "Defaults by registry",
  registry: "Registry",
  kept: "Kept",
  everything: "Everything, for good",
  maxAge: (days: number) => `pushed in the last ${counted(days, "day", "days")}`,
  latest: (count: number) => `the latest ${counted(count, "image", "images")} of a repository`,
  both: (age: string, latest: string) => `Images ${age}, of these ${latest}`,
  only: (limit: string) => `Images ${limit}`,
  onlyLatest: (limit: string) => `At most ${limit}`,
  actions: "Actions",
  change: "Change",
  changeOf: (registry: string) => `Change retention of ${registry}`,
  changeTitle: (registry: string) => `Retention of ${registry}`,
  save: "Save",
  keep: "Keep",
  keepEverything: "Everything",
  keepEverythingHint: "Nothing is forgotten.",
  keepLimited: "Within limits",
  keepLimitedHint: "An image has to be within both, where both are set.",
  asRegistry: "As its registry",
  asRegistryHint: "The repository has no limits of its own.",
  maxAgeLabel: "Days since it was pushed",
  maxAgeHint: "1 to 3,650; empty: any age.",
  keepLatestLabel: "Latest images and indexes with a tag, of a repository",
  keepLatestHint: "1 to 100,000; empty: any number.",
  limitNeeded: "Set at least one of the two limits.",
  maxAgeWrong: "A whole number from 1 to 3,650, or nothing.",
  keepLatestWrong: "A whole number from 1 to 100,000, or nothing.",
  forgets:
    "What is beyond these limits is forgotten here, and does not come back when they are widened.",
  changed: (registry: string) =>
    `Retention of ${registry} was changed. It is applied within a day.`,
};
