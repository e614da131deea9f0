import { describe, expect, test } from "@jest/globals";
import {
  certificateUrl,
  confirmationUrl,
  parseTopicArn,
} from "../../../core/integrations/sns-host.ts";

const TOPIC = { partition: "aws", account: "222222222222", region: "us-east-1" };
const PEM = `SimpleNotificationService-${"0a".repeat(16)}.pem`;

describe("a signing certificate", () => {
  test.each([
    ["us-east-1", `https://sns.us-east-1.amazonaws.com/${PEM}`],
    ["cn-north-1", `https://sns.cn-north-1.amazonaws.com.cn/${PEM}`],
    ["us-gov-west-1", `https://sns.us-gov-west-1.amazonaws.com/${PEM}`],
    ["eusc-de-east-1", `https://sns.eusc-de-east-1.amazonaws.eu/${PEM}`],
  ])("of %s is fetched from its SNS", (region, url) => {
    expect(certificateUrl(url, { ...TOPIC, region }).href).toBe(url);
  });

  test.each([
    ["without TLS", `http://sns.us-east-1.amazonaws.com/${PEM}`],
    ["of another Region", `https://sns.eu-west-1.amazonaws.com/${PEM}`],
    ["of another partition", `https://sns.us-east-1.amazonaws.com.cn/${PEM}`],
    ["in a bucket of S3's old hosts", `https://sns.s3-us-west-2.amazonaws.com/${PEM}`],
    ["in a bucket of S3's oldest host", `https://sns.s3.amazonaws.com/${PEM}`],
    ["in a bucket of S3's external host", `https://sns.s3-external-1.amazonaws.com/${PEM}`],
    ["of somebody else", `https://sns.us-east-1.amazonaws.com.example.com/${PEM}`],
    ["behind userinfo", `https://sns.us-east-1.amazonaws.com@example.com/${PEM}`],
    ["with userinfo", `https://user@sns.us-east-1.amazonaws.com/${PEM}`],
    ["on another port", `https://sns.us-east-1.amazonaws.com:8443/${PEM}`],
    ["on the port named", `https://sns.us-east-1.amazonaws.com:443/${PEM}`],
    ["with a query", `https://sns.us-east-1.amazonaws.com/${PEM}?x=1`],
    ["with a fragment", `https://sns.us-east-1.amazonaws.com/${PEM}#x`],
    ["at another path", "https://sns.us-east-1.amazonaws.com/other.pem"],
    ["below another path", `https://sns.us-east-1.amazonaws.com/x/${PEM}`],
    ["by way of another path", `https://sns.us-east-1.amazonaws.com/x/../${PEM}`],
    ["in capitals", `https://SNS.us-east-1.amazonaws.com/${PEM}`],
    ["with a name in capitals", `https://sns.us-east-1.amazonaws.com/${PEM.replace(/0a/g, "0A")}`],
    ["with a newline", `https://sns.us-east-1.amazonaws.com/${PEM}\n`],
    ["nowhere", "sns"],
  ])("%s is refused", (_, url) => {
    expect(() => certificateUrl(url, TOPIC)).toThrow(
      expect.objectContaining({ code: "certificate-address-refused" }),
    );
  });
});

describe("a topic", () => {
  test("is read", () => {
    expect(parseTopicArn("arn:aws:sns:us-east-1:222222222222:Scout-SNSTopic-X1")).toEqual(TOPIC);
  });

  test.each([
    ["a host's part for a Region", "arn:aws:sns:s3-us-west-2:222222222222:Topic"],
    ["a host for a Region", "arn:aws:sns:us-east-1.example.com:222222222222:Topic"],
    ["another service's name for a Region", "arn:aws:sns:elb-us-east-1:222222222222:Topic"],
    ["no Region", "arn:aws:sns::222222222222:Topic"],
    ["a Region of another partition", "arn:aws:sns:cn-north-1:222222222222:Topic"],
    ["no account", "arn:aws:sns:us-east-1::Topic"],
    ["a name that is none", "arn:aws:sns:us-east-1:222222222222:a:b"],
    ["another service", "arn:aws:sqs:us-east-1:222222222222:Topic"],
    ["nothing", ""],
  ])("with %s is refused", (_, arn) => {
    expect(() => parseTopicArn(arn)).toThrow(
      expect.objectContaining({ code: "malformed-topic-arn" }),
    );
  });
});

describe("a confirmation", () => {
  test("goes to the topic's own SNS", () => {
    const arn = "arn:aws-cn:sns:cn-north-1:222222222222:Topic";
    const token = "0123456789abcdef";
    expect(confirmationUrl(arn, token).href).toBe(
      "https://sns.cn-north-1.amazonaws.com.cn/?Action=ConfirmSubscription&TopicArn=arn%3Aaws-cn%3Asns%3Acn-north-1%3A222222222222%3ATopic&Token=0123456789abcdef",
    );
  });

  test.each(["", "short", "0123456789abcdef&Action=Publish", "g".repeat(64), "a".repeat(1025)])(
    "with the token %j is refused",
    (token) => {
      expect(() => confirmationUrl("arn:aws:sns:us-east-1:222222222222:Topic", token)).toThrow(
        expect.objectContaining({ code: "malformed-confirmation-token" }),
      );
    },
  );
});
