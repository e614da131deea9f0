import type { PagePath } from "../../dashboard/src/app/page-paths.ts";
import type { ScoutApi } from "../../local/scout-api.ts";

interface Listed<T> {
  readonly items: readonly T[];
}

/** Identifiers of what the pages are about. */
interface Subjects {
  readonly image: string;
  /** Two images of one repository, the older first. */
  readonly compared: readonly [string, string];
  readonly registry: string;
  readonly vulnerability: string;
  readonly integration: string;
  readonly removed: string;
  readonly enrollment: string;
}

/** Makes what a page could be about and local mode does not bring, and says where everything is. */
export async function findSubjects(api: ScoutApi): Promise<Subjects> {
  const of = `/organizations/demo`;
  const { items: images } = (await api.get(`${of}/images?repository=web/storefront`)) as Listed<{
    imageId: string;
    registry: string;
  }>;
  const { items: vulnerabilities } = (await api.get(
    `${of}/vulnerabilities?severity=critical&limit=1`,
  )) as Listed<{ id: string }>;
  const { items: integrations } = (await api.get(`${of}/integrations`)) as Listed<{
    integrationId: string;
    status: string;
  }>;
  const enrollment = (await api.post(`${of}/enrollments`, {
    name: "Production accounts",
    allowedAccounts: ["555555555555"],
    activation: "all",
  })) as { enrollmentId: string };
  const pending = (await api.post(`${of}/integrations`, { region: "eu-central-1" })) as {
    integrationId: string;
  };
  await api.delete(`${of}/integrations/${pending.integrationId}`);
  await api.post(`${of}/invitations`, { role: "editor" });
  await api.post(`${of}/tokens`, { name: "pipeline" });
  const [newest, , oldest] = images;
  return {
    image: newest?.imageId ?? "",
    compared: [oldest?.imageId ?? "", newest?.imageId ?? ""],
    registry: newest?.registry ?? "",
    vulnerability: vulnerabilities[0]?.id ?? "",
    integration: integrations.find(({ status }) => status === "connected")?.integrationId ?? "",
    removed: pending.integrationId,
    enrollment: enrollment.enrollmentId,
  };
}

/** Path and query of each page with something on it: a new page has its line here, or nothing compiles. */
export function addressesOf(subjects: Subjects): Readonly<Record<PagePath, string>> {
  const { compared, registry } = subjects;
  const repository = encodeURIComponent("web/storefront");
  return {
    overview: "overview",
    vulnerabilities: "vulnerabilities",
    "vulnerabilities/:vulnerabilityId": `vulnerabilities/${subjects.vulnerability}`,
    packages: "packages",
    "packages/package": "packages/package?type=npm&name=lodash",
    compare: `compare?from=${compared[0]}&to=${compared[1]}`,
    images: "images",
    "images/:imageId": `images/${subjects.image}`,
    "repositories/:registry/:repository": `repositories/${registry}/${repository}`,
    "integrations/amazon-ecr": "integrations/amazon-ecr",
    "integrations/amazon-ecr/create": "integrations/amazon-ecr/create",
    "integrations/amazon-ecr/:integrationId": `integrations/amazon-ecr/${subjects.integration}`,
    "integrations/amazon-ecr/removed/:integrationId": `integrations/amazon-ecr/removed/${subjects.removed}`,
    "integrations/amazon-ecr/organizations/:enrollmentId": `integrations/amazon-ecr/organizations/${subjects.enrollment}`,
    "settings/repositories": "settings/repositories",
    "settings/members": "settings/members",
    "settings/tokens": "settings/tokens",
    "settings/retention": "settings/retention",
    "settings/audit": "settings/audit",
  };
}

/** File name of a page: `images/:imageId` gives `images-image-id`. */
export function fileNameOf(page: string): string {
  return page
    .replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    .replaceAll(/[^a-z-]+/g, "-");
}
