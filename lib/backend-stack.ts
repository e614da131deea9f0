import { Aws, Fn, Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { AdvisorySync } from "./advisory-sync.ts";
import { Analysis } from "./analysis.ts";
import { Api } from "./api.ts";
import type { BackendSettings } from "./backend-settings.ts";
import { addOutputs } from "./backend-outputs.ts";
import { Bootstrap } from "./bootstrap.ts";
import { Check } from "./check.ts";
import { TEMPLATE_VERSION } from "./customer-templates.ts";
import { DashboardSite } from "./dashboard-site.ts";
import { Identity } from "./identity.ts";
import { LambdaFunction } from "./lambda-function.ts";
import { Monitoring } from "./monitoring.ts";
import { partitionFeatures } from "./partition-features.ts";
import { Push } from "./push.ts";
import { ReadModel } from "./read-model.ts";
import { Reconcile } from "./reconcile.ts";
import { Rematch } from "./rematch.ts";
import { RestApi } from "./rest-api.ts";
import { Setup } from "./setup.ts";
import { Storage } from "./storage.ts";
import { TemplateBucket } from "./template-bucket.ts";
import { WorkQueue } from "./work-queue.ts";

/** What is the stack's own besides an operator's settings. */
export interface BackendStackProps extends StackProps {
  /**
   * Region that the stack is going to be deployed in, where that is known: by it what its
   * partition lacks is refused. The template names no Region.
   */
  readonly homeRegion?: string | undefined;
  /** Folder of the built dashboard; absent: the stack is without a site. */
  readonly dashboard?: string;
}

/**
 * The whole product in an operator's account: one construct a step, in the order in which
 * one sends to the other, from the last to the first.
 */
export class BackendStack extends Stack {
  readonly storage: Storage;
  /** Absent where the partition has none, or nothing was given to show. */
  readonly site: DashboardSite | undefined;
  readonly functions: readonly LambdaFunction[];
  readonly queues: readonly WorkQueue[];

  constructor(
    scope: Construct,
    id: string,
    settings: BackendSettings,
    props: BackendStackProps = {},
  ) {
    super(scope, id, props);
    this.storage = new Storage(this, "Storage", settings.restoredTable);
    const { storage } = this;

    const { domainName, certificateArn } = settings;
    const hasDomain = domainName !== undefined && certificateArn !== undefined;
    const features = partitionFeatures(props.homeRegion);
    const files = features.distributions ? props.dashboard : undefined;
    // Of the stack's own identifier, which nobody outside of the account is told.
    const siteMark = Fn.select(2, Fn.split("/", Aws.STACK_ID));
    const restApi = new RestApi(this, "RestApi", {
      ...(hasDomain ? { domain: { name: domainName, certificateArn } } : {}),
      ...(files === undefined ? {} : { siteMark }),
    });
    const publicUrl = restApi.url;
    const brandUrl = settings.brand.dashboardUrl;
    const origins = () => {
      const own = [...settings.dashboardUrl, ...(this.site ? [this.site.origin] : [])];
      if (own.length > 0) return own;
      return [brandUrl === undefined ? publicUrl : new URL(brandUrl).origin];
    };
    const identity = new Identity(this, "Identity", {
      settings,
      origins,
      region: props.homeRegion,
    });
    const domain = siteDomain(settings);
    this.site =
      files === undefined
        ? undefined
        : new DashboardSite(this, "DashboardSite", {
            files,
            restApi,
            mark: siteMark,
            identity,
            ...(domain && { domain }),
          });

    const { queue: readModel } = new ReadModel(this, "ReadModel", { storage });
    const { queue: rematch } = new Rematch(this, "Rematch", { storage, readModel });
    const sources = Map.groupBy(settings.advisoryEcosystems, sourceOf);
    const { organizations } = settings;
    const sync = { storage, rematch, sources, organizations };
    const advisories = new AdvisorySync(this, "AdvisorySync", sync);
    const { queue: analysis } = new Analysis(this, "Analysis", {
      storage,
      readModel,
      advisorySync: advisories.queue,
    });
    const templateVersion = TEMPLATE_VERSION;
    const { queue: check } = new Check(this, "Check", { storage, publicUrl, templateVersion });
    const { queue: reconcile } = new Reconcile(this, "Reconcile", {
      storage,
      analysis,
      readModel,
      check,
    });
    const setup = new Setup(this, "Setup", { storage, reconcile });
    const push = new Push(this, "Push", { storage, analysis, readModel, reconcile });

    const brand = { ...settings.brand, layout: settings.layout };
    const templates = new TemplateBucket(this, "TemplateBucket", { publicUrl, brand });
    const api = new Api(this, "Api", {
      storage,
      analysis,
      readModel,
      reconcile,
      check,
      identity,
      publicUrl,
      templateUrl: templates.templateUrl,
      templateVersion,
      brand,
    });
    restApi.route({
      events: push.function,
      setup: setup.endpoint,
      everythingElse: api.function,
    });
    const bootstrap = new Bootstrap(this, "Bootstrap", { storage, identity });

    // From the tree, so that nothing that is added is left unwatched.
    const constructs = this.node.findAll();
    this.functions = constructs.filter((part) => part instanceof LambdaFunction);
    if (!features.loopDetection) {
      for (const fn of this.functions) fn.leaveLoopDetection();
    }
    this.queues = constructs.filter((part) => part instanceof WorkQueue);
    const monitoring = new Monitoring(this, "Monitoring", {
      queues: this.queues,
      functions: this.functions,
      restApi,
      storage,
      advisorySources: [...sources.keys()],
      email: settings.alarmEmail,
    });
    addOutputs(this, {
      restApi,
      ...(this.site && { site: this.site }),
      dashboardUrl: settings.dashboardUrl[0] ?? this.site?.origin,
      identity,
      templates,
      bootstrap,
      advisorySync: advisories,
      storage,
      monitoring,
      queues: this.queues,
    });
  }
}

/** Names of the dashboard's site, where the operator has a certificate for them. */
function siteDomain({ dashboardUrl, dashboardCertificateArn }: BackendSettings) {
  if (dashboardCertificateArn === undefined) return undefined;
  const urls = dashboardUrl.map((url) => new URL(url));
  const names = urls.filter(({ hostname }) => hostname !== "localhost").map(({ host }) => host);
  return { names, certificateArn: dashboardCertificateArn };
}

/** OSV has one archive for all releases of a distribution: `Debian:12` → `Debian`. */
function sourceOf(ecosystem: string): string {
  return ecosystem.split(":")[0] ?? ecosystem;
}
