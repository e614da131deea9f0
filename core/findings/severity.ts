import cvss from "ae-cvss-calculator";
import type { Advisory } from "../advisories/port.ts";
import type { Cvss, Finding } from "../contract/findings.ts";
import type { Severity } from "../contract/vocabulary.ts";

/** How bad a finding is, and who says so. */
export interface Rating {
  readonly severity: Severity;
  readonly severitySource: Finding["severitySource"];
  readonly cvss?: Cvss;
}

/**
 * Vendors' words in our bands. GitHub: low, moderate, high, critical. Debian's urgency:
 * unimportant, low, medium, high. Ubuntu's priority: negligible, low, medium, high, critical.
 * Red Hat and its rebuilds: low, moderate, important, critical.
 */
const BANDS: ReadonlyMap<string, Severity> = new Map([
  ["critical", "critical"],
  ["high", "high"],
  ["important", "high"],
  ["medium", "medium"],
  ["moderate", "medium"],
  ["low", "low"],
  ["negligible", "low"],
  ["unimportant", "low"],
  ["minor", "low"],
]);

/**
 * Gives a function that rates advisories: the vendor's own word first, then CVSS, version 4 over
 * 3 over 2. It remembers vectors, of which thousands of advisories share a few hundred.
 */
export function createRater(): (advisory: Advisory) => Rating {
  const scores = new Map<string, Cvss | undefined>();
  function score(vector: string): Cvss | undefined {
    if (!scores.has(vector)) scores.set(vector, scoreVector(vector));
    return scores.get(vector);
  }
  return (advisory) => rate(advisory, score);
}

function rate(advisory: Advisory, scoreOf: (vector: string) => Cvss | undefined): Rating {
  const score = bestScore(advisory.cvssVectors.map(scoreOf));
  const vendor = BANDS.get(advisory.vendorSeverity?.trim().toLowerCase() ?? "");
  if (vendor !== undefined)
    return {
      severity: vendor,
      severitySource: "vendor",
      ...(score === undefined ? {} : { cvss: score }),
    };
  if (score === undefined) return { severity: "unspecified", severitySource: "none" };
  return { severity: severityOfScore(score), severitySource: "cvss", cvss: score };
}

function bestScore(scores: readonly (Cvss | undefined)[]): Cvss | undefined {
  let best: Cvss | undefined;
  for (const score of scores)
    if (score !== undefined && (best === undefined || score.version > best.version)) best = score;
  return best;
}

/** Undefined: not a vector, or not all of its base metrics are given. */
function scoreVector(vector: string): Cvss | undefined {
  let parsed: unknown;
  try {
    parsed = cvss.fromVector(vector);
  } catch {
    // What can't be read rates nothing; the finding itself stays.
    return undefined;
  }
  if (!(parsed instanceof cvss.CvssVector)) return undefined;
  const base = baseScore(parsed);
  if (base === undefined) return undefined;
  return { version: parsed.getVectorName().replace(/^CVSS:/, ""), vector, score: base };
}

function baseScore(vector: object): number | undefined {
  if (vector instanceof cvss.Cvss4P0)
    return vector.isBaseFullyDefined() ? vector.calculateScores().baseMetricsOnly : undefined;
  if (
    vector instanceof cvss.Cvss3P1 ||
    vector instanceof cvss.Cvss3P0 ||
    vector instanceof cvss.Cvss2
  )
    return vector.isBaseFullyDefined() ? vector.calculateScores().base : undefined;
  return undefined;
}

/**
 * Bands of the score: CVSS v3.1 §5 and v4.0 §6; version 2 has no band above high.
 * A score of 0 means that there is no impact, which no band of ours says: low.
 */
function severityOfScore({ version, score }: Cvss): Severity {
  if (score >= 9 && version !== "2.0") return "critical";
  if (score >= 7) return "high";
  if (score >= 4) return "medium";
  return "low";
}
