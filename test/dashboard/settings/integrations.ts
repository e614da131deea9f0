/** Host of the registry of `INTEGRATION`. */
export const REGISTRY = "222222222222.dkr.ecr.us-east-1.amazonaws.com";

/** What settings show of an integration. */
export const INTEGRATION = {
  integrationId: "i1",
  status: "connected",
  statusLabel: "Connected",
  activation: "selected",
  activationPatterns: ["team/*"],
  retention: null,
  registry: REGISTRY,
  connection: { accountId: "222222222222", region: "us-east-1" },
};

/** One whose stack was not launched yet. */
export const PENDING = {
  ...INTEGRATION,
  integrationId: "i2",
  status: "pending",
  statusLabel: "Pending",
  activation: "all",
  activationPatterns: [],
  registry: null,
  connection: null,
};
