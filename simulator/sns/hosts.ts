/** Region of a topic, from its ARN. */
export function topicRegion(arn: string): string {
  return arn.split(":")[3] ?? "";
}

/** Public host name of SNS in a Region. */
export function snsHost(region: string): string {
  return `sns.${region}.amazonaws.com`;
}
