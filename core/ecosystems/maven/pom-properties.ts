/** Coordinates of an artifact; the version may be missing. */
export interface MavenCoordinates {
  readonly group: string;
  readonly artifact: string;
  readonly version?: string;
}

/**
 * Reads the `pom.properties` that Maven puts into an archive for its own artifact, and that
 * shading keeps for the artifacts it merges. https://maven.apache.org/shared/maven-archiver/
 * @returns undefined when a part is missing or was never filled in (`${project.version}`).
 */
export function parsePomProperties(bytes: Buffer): MavenCoordinates | undefined {
  const values = new Map<string, string>();
  for (const line of bytes.toString("latin1").split(/[\r\n]+/)) {
    const separator = line.search(/[=:]/);
    if (separator > 0)
      values.set(line.slice(0, separator).trim(), line.slice(separator + 1).trim());
  }
  const value = (key: string): string | undefined => {
    const text = values.get(key);
    return text === undefined || text === "" || text.includes("${") ? undefined : text;
  };
  const group = value("groupId");
  const artifact = value("artifactId");
  const version = value("version");
  if (group === undefined || artifact === undefined) return undefined;
  return { group, artifact, ...(version !== undefined && { version }) };
}
