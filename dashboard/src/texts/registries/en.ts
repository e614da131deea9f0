export const en = {
  emptyTitle: "No registry is connected yet",
  emptyLead: "Connect the registry of an AWS account first; its settings stand here then.",
  connect: "Connect Amazon ECR",
  filter: "Find by account, Region or pattern",
  loading: "Loading",
  noMatch: "No registry matches.",
};
