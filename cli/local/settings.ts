/** Folders and machine of the user. */
export interface LocalSettings {
  /** Results of layers are kept here between runs. */
  readonly cacheDirectory: string;
  /** Databases that `npm run advisories` makes; the starter set is added to them. */
  readonly advisoryDirectory: string;
  /** Of SCOUT_ADVISORIES: another folder for the same. */
  readonly otherAdvisoryDirectory?: string | undefined;
  /** Of docker's configuration. */
  readonly dockerDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** As images name it: `amd64`, `arm64`. */
  readonly architecture: string;
  readonly now: () => Date;
}
