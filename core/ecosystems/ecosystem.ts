import type { Distribution, InventoryPackage } from "../contract/inventory.ts";
import type { PackageType } from "../contract/vocabulary.ts";

/** A regular file that a layer holds, before anything of it was read. */
export interface FileEntry {
  /** Normalised: no leading slash, no `.` or `..` segment. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Permission bits. */
  readonly mode: number;
}

/** A package as its file describes it, before the image's distribution is known. */
export interface ParsedPackage {
  readonly namespace?: string;
  readonly name: string;
  readonly version: string;
  readonly architecture?: string;
  readonly sourceName?: string;
  readonly sourceVersion?: string;
  readonly licenses?: readonly string[];
  /** Path inside the file, for a package nested in it (a jar in a jar): shown as `file!/inner`. */
  readonly innerPath?: string;
}

/** What one file of an image tells. All parts are optional: a file may tell nothing. */
export interface ParsedFile {
  readonly packages?: readonly ParsedPackage[];
  readonly distribution?: Distribution;
  /** Paths, normalised as FileEntry.path, that a package of the distribution owns. */
  readonly ownedPaths?: readonly string[];
  /** One sentence each: what of this file could not be read. */
  readonly warnings?: readonly string[];
}

/** Reads a file as its bytes come by, keeping only what it needs. */
export interface FileScanner {
  /** Takes the next bytes. The buffer is only valid during the call: copy what is kept. */
  push(chunk: Buffer): void;
  /** Called once after the last byte; undefined: the file tells nothing. */
  finish(): ParsedFile | undefined;
}

/** How a wanted file is to be read. */
export type Reading =
  | {
      readonly kind: "whole";
      /** A larger file is not read: it becomes a warning. */
      readonly maxBytes: number;
      /** May throw: the engine turns it into a `malformed-file` warning. */
      parse(bytes: Buffer, entry: FileEntry): ParsedFile | undefined;
    }
  | {
      readonly kind: "stream";
      open(entry: FileEntry): FileScanner;
    };

/** Picks files out of a layer: by cheap string tests of the path, no regular expression first. */
export interface FileDetector {
  /** Name of its folder, for example `dpkg`. Part of the cached layer results. */
  readonly id: string;
  /** How to read this file, or undefined when it is none of ours. */
  wants(entry: FileEntry): Reading | undefined;
}

/** What the advisories of an ecosystem call a package. */
export interface AdvisoryKey {
  readonly name: string;
  readonly version: string;
}

/** A package ecosystem: what its files look like, what its packages are called, how versions compare. */
export interface Ecosystem extends FileDetector {
  readonly packageType: PackageType;
  /**
   * `database`: the newest version of a file replaces the older one and lists all packages
   * (dpkg, apk): a package belongs to the layer that first listed it.
   * `file`: each file tells its own packages.
   */
  readonly attribution: "database" | "file";
  /** True for packages that the distribution's own package manager installed. */
  readonly distribution: boolean;
  /** Package URL (purl-spec, PURL-TYPES.rst). */
  toPurl(pkg: ParsedPackage, distribution: Distribution | undefined): string;
  /** OSV's name of the advisory ecosystem, for example `Debian:12`; undefined: none is known. */
  advisoryEcosystem(distribution: Distribution | undefined): string | undefined;
  /** Name and version by which advisories speak of a package: of its source package, for Debian. */
  advisoryKey(pkg: InventoryPackage): AdvisoryKey;
  /** Negative, 0 or positive; undefined when one of them is no version of this scheme. */
  compareVersions(a: string, b: string): number | undefined;
}
