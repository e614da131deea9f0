import { startSimulator } from "../../../simulator/simulator.ts";

// A simulator in a process of its own, for a test that kills it: its folder and accounts come as
// arguments, its endpoint goes to stdout.
const [directory = "", accounts = "[]"] = process.argv.slice(2);
const simulator = await startSimulator({
  directory,
  awsPort: 0,
  registryPort: 0,
  region: "us-east-1",
  accounts: JSON.parse(accounts) as [],
  registryAccountId: "222222222222",
  names: {
    resolve: () => undefined,
    trustedCertificates: "",
    certificateFor: () => Promise.reject(new Error("No certificates in this test")),
  },
});
process.stdout.write(`${simulator.awsEndpoint}\n`);
