import { counted } from "../counted.ts";

export const en = {
  title: "Enrollments",
  enrollment: "Enrollment",
  lead: "One StackSet connects the registries of many accounts, and of those that join your AWS organization later. Each account and Region becomes an integration.",
  create: "Create enrollment",
  createTitle: "Create an enrollment",
  change: "Change",
  changeTitle: "Change the enrollment",
  changed: "The enrollment is changed. Accounts that waited and are on the list now are let in.",
  name: "Name",
  nameHint: "For people, such as the name of an organizational unit.",
  state: "State",
  open: "Open",
  closed: "Closed",
  closedAt: "Closed",
  allowed: "Accounts that need no approval",
  allowedCount: (accounts: "*" | readonly string[]) => {
    if (accounts === "*") return "All";
    return accounts.length === 0 ? "None" : counted(accounts.length, "account", "accounts");
  },
  allowListed: "Those on a list",
  allowListedHint: "All others wait until an owner approves them.",
  allowAll: "All",
  allowAllHint: "Whoever has the token connects a registry to your organization.",
  accounts: "Accounts",
  accountsHint: "IDs of 12 digits, one a line. Leave it empty to approve each.",
  accountsWrong: (entries: string) => `Not the ID of an AWS account: ${entries}`,
  deliveryHint: "Regions that can't send events need an enrollment of their own, by listing.",
  emptyTitle: "No enrollment yet",
  emptyLead:
    "For a few registries, Create on AWS is enough. Create an enrollment for many accounts.",
  launchTitle: "What the StackSet is made with",
  launchLead: "The same for every account and Region.",
  launchSecret:
    "SetupEndpoint holds a secret: whoever has it can launch stacks of this enrollment.",
  stackSetName: "StackSet name",
  createStackSet: "Create the StackSet",
  createStackInstances: "Add its stacks: $OU is an organizational unit, $REGIONS the Regions",
  renew: {
    submit: "Replace token",
    title: (name: string) => `Replace the token of ${name}?`,
    lead: "The present one launches no new stacks. Stacks that were launched go on. For accounts that join later, update the StackSet's parameter SetupEndpoint.",
    done: "The token is replaced. Update the parameter SetupEndpoint of the StackSet.",
  },
  close: {
    submit: "Close",
    title: (name: string) => `Close ${name}?`,
    lead: "It takes no new stacks, for good. Integrations that came of it stay as they are.",
    done: "The enrollment is closed.",
  },
};
