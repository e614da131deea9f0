/** Somebody as an identity provider names them: nothing else identifies a person. */
export interface Identity {
  /** For example the issuer's URL of a JWT; `ecr-scout` for members made by an operator. */
  readonly issuer: string;
  readonly subject: string;
}

/** Whether both are the same person. */
export function isSamePerson(one: Identity, other: Identity): boolean {
  return one.issuer === other.issuer && one.subject === other.subject;
}
