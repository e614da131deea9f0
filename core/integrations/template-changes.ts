/**
 * Version of the customer template → what it brought, for people: one sentence each. Whoever
 * raises TEMPLATE_VERSION in lib/customer-templates.ts adds an entry.
 */
export const TEMPLATE_CHANGES: Readonly<Record<string, readonly string[]>> = {
  "2": [
    "Checks of the integration see the stack, its rules and its Connection, so that a change by hand shows within a day.",
    "The key is rotated without your doing anything.",
    "Pulls for the analysis no longer count as uses of an image in your lifecycle rules.",
  ],
  "3": [
    "Checks of the integration see whether the secret is there still, but never its value.",
    "The role can be limited to repositories that you name, by the parameter RepositoryScope; until you do, it reads all of them.",
  ],
};
