import type { ParsedPackage } from "../ecosystem.ts";
import { ARCHIVE_LIMITS, type ArchiveBudget } from "./archive-limits.ts";
import { entryKind, mayBeWanted } from "./archive-names.ts";
import { identifyArtifacts } from "./identify.ts";
import { parseManifest, type Manifest } from "./manifest.ts";
import { parsePomProperties, type MavenCoordinates } from "./pom-properties.ts";
import { zipEntries } from "./zip-directory.ts";
import { FLAG_ENCRYPTED, unpackEntry } from "./zip-entry.ts";
import type { ZipVisitor } from "./zip-stream.ts";

/** Gathers what the entries of one archive tell, and reads the archives inside it. */
export class ArchiveContents implements ZipVisitor {
  readonly #path: string;
  /** Path inside the file of the image; undefined for that file itself. */
  readonly #innerPath: string | undefined;
  readonly #depth: number;
  readonly #budget: ArchiveBudget;
  readonly #poms: MavenCoordinates[] = [];
  readonly #nested: ParsedPackage[] = [];
  #manifest: Manifest | undefined;
  #overflow = false;

  constructor(path: string, budget: ArchiveBudget, innerPath?: string, depth = 0) {
    this.#path = path;
    this.#innerPath = innerPath;
    this.#depth = depth;
    this.#budget = budget;
  }

  /** Reads an archive that is wholly in memory. @throws Error when it is damaged. */
  readWhole(archive: Buffer): void {
    for (const entry of zipEntries(archive, mayBeWanted)) {
      if (!this.#countEntry()) return;
      if (entry === undefined || entryKind(entry.name) === undefined) continue;
      const data = entry.data();
      if (data === undefined) this.#warn(entry.name, "its bytes are not where they should be");
      else this.entry(entry.name, entry.flags, entry.method, data);
    }
  }

  wants(name: string): number | undefined {
    if (!this.#countEntry()) return undefined;
    const kind = entryKind(name);
    // What is stored unpacked is as large as unpacked; what is packed is not much larger.
    return kind === undefined ? undefined : limitOf(kind);
  }

  entry(name: string, flags: number, method: number, data: Buffer): void {
    const kind = entryKind(name);
    if (kind === undefined) return;
    try {
      if ((flags & FLAG_ENCRYPTED) !== 0) throw new Error("it is encrypted");
      const bytes = unpackEntry(method, data, this.#budget.unpackLimit(limitOf(kind)));
      this.#budget.spend(bytes.length);
      if (kind === "manifest") this.#manifest = parseManifest(bytes);
      else if (kind === "archive") this.#readNested(name, bytes);
      else {
        const pom = parsePomProperties(bytes);
        if (pom !== undefined) this.#poms.push(pom);
      }
    } catch (error) {
      this.#warn(name, error instanceof Error ? error.message : String(error));
    }
  }

  tooLarge(name: string): void {
    this.#warn(name, "it is too large");
  }

  /** Its own artifacts, then those of the archives inside it. */
  packages(): readonly ParsedPackage[] {
    const own = identifyArtifacts({
      path: this.#path,
      poms: this.#poms,
      manifest: this.#manifest,
    });
    const innerPath = this.#innerPath;
    const placed = innerPath === undefined ? own : own.map((pkg) => ({ ...pkg, innerPath }));
    return [...placed, ...this.#nested];
  }

  #readNested(name: string, bytes: Buffer): void {
    const depth = this.#depth + 1;
    if (depth > ARCHIVE_LIMITS.depth) {
      throw new Error(`it lies more than ${ARCHIVE_LIMITS.depth} archives deep`);
    }
    const innerPath = this.#inner(name);
    const nested = new ArchiveContents(name, this.#budget, innerPath, depth);
    nested.readWhole(bytes);
    for (const pkg of nested.packages()) this.#nested.push(pkg);
  }

  #countEntry(): boolean {
    if (this.#budget.takeEntry()) return true;
    if (!this.#overflow) this.#budget.warn("It has too many entries; the rest was not read.");
    this.#overflow = true;
    return false;
  }

  #inner(name: string): string {
    return this.#innerPath === undefined ? name : `${this.#innerPath}!/${name}`;
  }

  #warn(name: string, reason: string): void {
    const path = JSON.stringify(this.#inner(name).slice(-200));
    this.#budget.warn(`Its entry ${path} was not read: ${reason}.`);
  }
}

function limitOf(kind: "manifest" | "pom" | "archive"): number {
  return kind === "archive" ? ARCHIVE_LIMITS.nestedBytes : ARCHIVE_LIMITS.textBytes;
}
