import { expect, test } from "@jest/globals";
import { parseQuickCreate } from "../../local/quick-create.ts";

test("reads what a quick-create link fills in", () => {
  const link =
    "https://us-east-1.console.aws.amazon.com/cloudformation/home?region=us-east-1#/stacks/create/review" +
    "?templateURL=https%3A%2F%2Fb.s3.us-east-1.amazonaws.com%2Ft.yaml&stackName=Name&param_A=1%2B1%20%26&param_B=b";
  expect(parseQuickCreate(link)).toEqual({
    templateUrl: "https://b.s3.us-east-1.amazonaws.com/t.yaml",
    stackName: "Name",
    parameters: { A: "1+1 &", B: "b" },
  });
});

test.each([
  "https://example.com/",
  "https://us-east-1.console.aws.amazon.com/cloudformation/home#/stacks/create/review?stackName=N",
  "https://us-east-1.console.aws.amazon.com/cloudformation/home#/stacks?templateURL=x&stackName=N",
])("%s is none", (link) => {
  expect(() => parseQuickCreate(link)).toThrow("no quick-create link");
});
