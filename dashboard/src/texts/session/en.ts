export const en = {
  title: "Sign in",
  lead: (brand: string) => `${brand} shows what is in the images of your Amazon ECR registries.`,
  invitedTitle: "You are invited",
  invitedLead: "Sign in, as yourself, to see which organization invites you and to join it.",
  localLead:
    "This is local mode: nothing leaves this machine. Choose as whom you want to look around.",
  continueAs: (name: string) => `Continue as ${name}`,
  roles: {
    owner: "May do everything: add and remove integrations, manage members, settings and tokens.",
    editor: "May activate repositories and have images analysed again.",
    member: "May look at everything, and change nothing.",
  },
  otherRole: "A member of the organization.",
  signIn: "Sign in",
  signInAgain: "Sign in again",
  signOut: "Sign out",
  providerLead: "You sign in with your organization's identity provider and come back here.",
  starting: "Starting",
  expiredTitle: "Your session has ended",
  expiredLead: "Sign in again to go on. The page behind this stays as it is.",
  unavailableTitle: "The service cannot be reached",
  unavailableLead: "How to sign in could not be read. Check that the service runs, then try again.",
  tryAgain: "Try again",
  failed: {
    foreign:
      "The identity provider's answer belongs to no sign-in of this tab. It may have been opened twice. Sign in again.",
    refused: (reason: string) =>
      `The identity provider did not sign you in: ${reason}. Try again, or ask whoever runs it.`,
    unreachable:
      "The identity provider was not reached. Check your connection, then sign in again.",
  },
  noOrganizationTitle: "You are in no organization yet",
  noOrganizationLead:
    "You are signed in, but no organization knows you. Ask an owner for an invitation, and open its link here.",
  chooseOrganization: "Choose an organization",
  unknownOrganizationTitle: "You are not in this organization",
  unknownOrganizationLead: (name: string) =>
    `There is no organization ${name}, or you are no member of it. Choose one of yours, or ask an owner of it for an invitation.`,
};
