import {
  Duration,
  aws_scheduler as scheduler,
  aws_scheduler_targets as targets,
} from "aws-cdk-lib";
import { Construct } from "constructs";
import type { AdvisorySyncRequest } from "../core/contract/advisory-messages.ts";
import type { AdvisorySyncEnv } from "../lambdas/advisory-sync/env.ts";
import { LambdaFunction } from "./lambda-function.ts";
import type { Storage } from "./storage.ts";
import { WorkQueue } from "./work-queue.ts";

/** Seconds: the most that Lambda allows. OSV's largest archive is downloaded and compiled within. */
const TIMEOUT = 900;
/** Hours. A source that fails once is then still no more than a day behind. */
const INTERVAL = 12;
/** Minutes over which the schedules spread their messages. */
const SPREAD = 30;

/** What fetching advisories needs. */
export interface AdvisorySyncProps {
  readonly storage: Storage;
  /** Queue of what is to be matched again. */
  readonly rematch: WorkQueue;
  /** Source's name → the ecosystems of its archive that are kept current, as OSV names them. */
  readonly sources: ReadonlyMap<string, readonly string[]>;
  /** Organizations whose images are matched again each time. */
  readonly organizations: readonly string[];
}

/** The queue, the function and the schedules that keep advisories current. */
export class AdvisorySync extends Construct {
  readonly queue: WorkQueue;
  readonly function: LambdaFunction<typeof AdvisorySyncEnv>;

  constructor(scope: Construct, id: string, props: AdvisorySyncProps) {
    super(scope, id);
    const { storage, rematch, sources, organizations } = props;
    this.queue = new WorkQueue(this, "Requests", {
      name: "advisory-sync",
      consumerTimeout: TIMEOUT,
      tolerableAge: 6 * 3600,
    });
    this.function = new LambdaFunction<typeof AdvisorySyncEnv>(this, "Function", {
      name: "advisory-sync",
      description: "downloads and compiles advisories, and asks for images to be matched again",
      memory: 3008,
      timeout: TIMEOUT,
      disk: 4096,
      environment: {
        ADVISORY_BUCKET_NAME: storage.advisories.name,
        REMATCH_QUEUE_URL: rematch.url,
        ADVISORY_SYNC_QUEUE_URL: this.queue.url,
        WORK_DIRECTORY: "/tmp",
      },
    });
    storage.advisories.grant(this.function, "read", "write", "delete");
    rematch.grantSend(this.function);
    this.queue.feed(this.function, { batchSize: 1, maxConcurrency: 2, postpones: true });

    const audiences = organizations.length === 0 ? [undefined] : organizations;
    for (const [source, ecosystems] of sources) {
      for (const organizationId of audiences) this.#schedule(source, ecosystems, organizationId);
    }
  }

  #schedule(
    source: string,
    ecosystems: readonly string[],
    organizationId: string | undefined,
  ): void {
    const request: AdvisorySyncRequest = {
      ecosystems: [...ecosystems],
      requestedAt: scheduler.ContextAttribute.scheduledTime,
      ...(organizationId === undefined ? {} : { organizationId }),
    };
    new scheduler.Schedule(this, `Refresh${source}${organizationId ?? ""}`, {
      description: `ecr-scout: advisories of ${source}${organizationId === undefined ? "" : `, and the images of ${organizationId}`}`,
      schedule: scheduler.ScheduleExpression.rate(Duration.hours(INTERVAL)),
      timeWindow: scheduler.TimeWindow.flexible(Duration.minutes(SPREAD)),
      target: new targets.SqsSendMessage(this.queue.queue, {
        input: scheduler.ScheduleTargetInput.fromObject(request),
      }),
    });
  }
}
