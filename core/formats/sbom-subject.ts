import type { Inventory } from "../contract/inventory.ts";

/** Where an image is kept. */
export interface ImageRepository {
  /** `host[:port]`. */
  readonly registry: string;
  /** For example `team/app`. */
  readonly repository: string;
  /** Those that are known to lead to it; none where it was asked for by its digest alone. */
  readonly tags: readonly string[];
}

/** What a bill of materials is made of: nothing else has a say in its bytes. */
export interface SbomSubject {
  readonly inventory: Inventory;
  /** What people call it; stands for it where no repository is known (a folder, an archive). */
  readonly name: string;
  readonly repository?: ImageRepository;
  /** When it was analysed, ISO 8601: the time of the document. */
  readonly analyzedAt: string;
}

/** Name of the program that documents are made by; its version is the inventory's analyzer's. */
export const SBOM_TOOL = "ecr-scout-analyzer";

/** The subject's name in documents: `host/repository`, without tag or digest. */
export function subjectName({ name, repository }: SbomSubject): string {
  return repository === undefined ? name : `${repository.registry}/${repository.repository}`;
}
