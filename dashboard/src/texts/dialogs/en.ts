export const en = {
  cancel: "Cancel",
  done: "Done",
  working: "Working",
  needsRole: (role: string, own: string) =>
    `This takes the role ${role}; yours is ${own}. Ask an owner of the organization.`,
  shownOnce: "It is shown this once. Copy it now: nobody can read it again, neither can we.",
};
