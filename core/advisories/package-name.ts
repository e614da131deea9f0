/**
 * A package's name as an advisory database keys it. Both compiling and lookup go
 * through here, so that they cannot disagree.
 *
 * @param ecosystem OSV's name, for example `PyPI` or `Debian:12`.
 */
export function advisoryPackageName(ecosystem: string, name: string): string {
  // PEP 503: case and runs of `-`, `_` and `.` make no difference.
  if (ecosystem === "PyPI") return name.toLowerCase().replace(/[-_.]+/g, "-");
  return name;
}
