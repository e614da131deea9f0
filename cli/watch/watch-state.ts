/** What is remembered of a tag. */
export interface SeenTag {
  /** What it named when it was last looked at; null: it was there before, and was not looked at. */
  readonly digest: string | null;
  /** Whether that was analysed, or found not to be analysable. */
  readonly done: boolean;
}

/** What a watch has seen, so that a restart repeats nothing. */
export interface WatchState {
  /** Tags of a repository by name; undefined: it was never looked at. */
  tagsOf(repository: string): Promise<ReadonlyMap<string, SeenTag> | undefined>;
  /** Writes them whole: a reader finds the old ones or the new ones. */
  save(repository: string, tags: ReadonlyMap<string, SeenTag>): Promise<void>;
  /**
   * Repositories that were there when this was watched for the first time; undefined: it is now.
   * @param scope What is watched of the registry.
   */
  firstRepositories(scope: string): Promise<ReadonlySet<string> | undefined>;
  begin(scope: string, repositories: readonly string[]): Promise<void>;
}
