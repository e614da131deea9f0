export const en = {
  lead: (registry: string) => `Images of this repository in ${registry}, one row a platform.`,
  compare: "Compare",
  compareHint: "Select two images to compare them.",
  emptyTitle: "No images of this repository",
  emptyLead:
    "Push an image to it while it is activated, and it shows up here within seconds. If you pushed one before, activate the repository: its latest images are then analysed.",
  emptyAction: "See its activation",
};
