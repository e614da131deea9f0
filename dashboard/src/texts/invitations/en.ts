export const en = {
  title: "You are invited",
  leadBefore: "Become a member of ",
  leadAfter: (role: string) => ` with the role ${role}.`,
  name: "What the organization calls you",
  nameHint: (name: string) => `You are signed in as ${name}.`,
  accept: "Accept",
  notNow: "Not now",
  until: (time: string) => `The invitation counts until ${time}, for the first one who accepts it.`,
  alreadyMember: (organization: string) =>
    `You are a member of ${organization} already. The invitation stays open for whom it is meant.`,
  toOrganization: (organization: string) => `Go to ${organization}`,
  goneTitle: "This invitation opens nothing",
  gone: "It was used or withdrawn, has expired, or its link is not whole. Ask an owner of the organization for another one.",
  missing:
    "There is no invitation in the address. Open the whole link that you were given; if it was cut, ask for it again.",
  toDashboard: "Go to your organizations",
  acceptedWithToken:
    "You are a member now. Your own token is for another organization; this one is for the new one, for 90 days. Sign in with it.",
  token: "token",
};
