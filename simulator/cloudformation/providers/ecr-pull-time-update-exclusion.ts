import * as z from "zod";
import { ifExists } from "./call-if-exists.ts";
import { defineProvider, text } from "./provider.ts";

const schema = z.strictObject({ PrincipalArn: text });
type Properties = z.infer<typeof schema>;

/** AWS::ECR::PullTimeUpdateExclusion: Ref is the principal's ARN. */
export const ecrPullTimeUpdateExclusion = defineProvider<Properties>({
  type: "AWS::ECR::PullTimeUpdateExclusion",
  schema,
  attributes: [],
  replacedBy: ["PrincipalArn"],
  async create(_name, { PrincipalArn }, call) {
    await call("ecr", "RegisterPullTimeUpdateExclusion", { principalArn: PrincipalArn });
    return { physicalId: PrincipalArn, attributes: {} };
  },
  update: (_name, { PrincipalArn }) =>
    Promise.resolve({ physicalId: PrincipalArn, attributes: {} }),
  async remove(_name, { PrincipalArn }, call) {
    await ifExists(
      call("ecr", "DeregisterPullTimeUpdateExclusion", { principalArn: PrincipalArn }),
    );
  },
});
