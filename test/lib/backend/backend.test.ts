import { describe } from "@jest/globals";
import { describeDashboardSite } from "./dashboard-site-suite.ts";
import { describeFunctions } from "./function-suite.ts";
import { describeIdentity } from "./identity-suite.ts";
import { describeMonitoring } from "./monitoring-suite.ts";
import { describeOutputs } from "./output-suite.ts";
import { describeQueues } from "./queue-suite.ts";
import { describeRestApi } from "./rest-api-suite.ts";
import { describeSchedules } from "./schedule-suite.ts";
import { describeStorage } from "./storage-suite.ts";
import { synthesize } from "./synthesized.ts";
import { describeTemplateBucket } from "./template-bucket-suite.ts";

// One template for all: making it is what takes time.
const backend = synthesize();

describe("storage", () => {
  describeStorage(backend);
});
describe("queues", () => {
  describeQueues(backend);
});
describe("functions", () => {
  describeFunctions(backend);
});
describe("REST API", () => {
  describeRestApi(backend);
});
describe("sign-in", () => {
  describeIdentity(backend);
});
describe("the dashboard's site", () => {
  describeDashboardSite(backend);
});
describe("published templates", () => {
  describeTemplateBucket(backend);
});
describe("schedules", () => {
  describeSchedules(backend);
});
describe("monitoring", () => {
  describeMonitoring(backend);
});
describe("outputs", () => {
  describeOutputs(backend);
});
