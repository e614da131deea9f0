/** Public host name of SNS in a Region. */
export function snsHost(region: string): string {
  return `sns.${region}.amazonaws.com`;
}
