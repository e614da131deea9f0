import {
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  paginateListObjectsV2,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { expect, test } from "@jest/globals";
import { clientOptions, start } from "../start.ts";

async function startWith(keys: readonly string[]) {
  const simulator = await start();
  const s3 = new S3Client(clientOptions(simulator));
  await s3.send(new CreateBucketCommand({ Bucket: "data" }));
  for (const Key of keys) {
    await s3.send(new PutObjectCommand({ Bucket: "data", Key, Body: "x" }));
  }
  return { simulator, s3 };
}

const KEYS = ["b", "a/1", "a/2", "a/sub/3", "a-b", "z/\u{1F600}", "z/\uFFFD"];

test("keys come in the order of their bytes", async () => {
  const { s3 } = await startWith(KEYS);
  const { Contents, KeyCount } = await s3.send(new ListObjectsV2Command({ Bucket: "data" }));
  const inOrder = [...KEYS].sort((left, right) =>
    Buffer.compare(Buffer.from(left), Buffer.from(right)),
  );
  expect(Contents?.map(({ Key }) => Key)).toEqual(inOrder);
  expect(KeyCount).toBe(KEYS.length);
});

test("a delimiter groups what lies below it", async () => {
  const { s3 } = await startWith(KEYS);
  const list = async (Prefix: string) => {
    const { Contents = [], CommonPrefixes = [] } = await s3.send(
      new ListObjectsV2Command({ Bucket: "data", Prefix, Delimiter: "/" }),
    );
    return [Contents.map(({ Key }) => Key), CommonPrefixes.map((group) => group.Prefix)];
  };
  expect(await list("")).toEqual([
    ["a-b", "b"],
    ["a/", "z/"],
  ]);
  expect(await list("a/")).toEqual([["a/1", "a/2"], ["a/sub/"]]);
  expect(await list("nothing")).toEqual([[], []]);
});

test.each([1, 2, 3, 6, 7, 8])("pages of %i hold everything once", async (pageSize) => {
  const { s3 } = await startWith(KEYS);
  for (const Delimiter of ["", "/"]) {
    const found: (string | undefined)[] = [];
    const pages = paginateListObjectsV2(
      { client: s3, pageSize },
      { Bucket: "data", ...(Delimiter === "" ? {} : { Delimiter }) },
    );
    for await (const { Contents = [], CommonPrefixes = [], KeyCount } of pages) {
      expect(KeyCount).toBe(Contents.length + CommonPrefixes.length);
      expect(KeyCount).toBeLessThanOrEqual(pageSize);
      found.push(...Contents.map(({ Key }) => Key), ...CommonPrefixes.map(({ Prefix }) => Prefix));
    }
    const expected = Delimiter === "" ? KEYS : ["a-b", "b", "a/", "z/"];
    expect(found.sort()).toEqual([...expected].sort());
  }
});

test("StartAfter begins behind a key", async () => {
  const { s3 } = await startWith(["a", "b", "c"]);
  const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket: "data", StartAfter: "a" }));
  expect(Contents?.map(({ Key }) => Key)).toEqual(["b", "c"]);
});

test("ListBuckets names one's own", async () => {
  const { s3 } = await startWith([]);
  const { Buckets } = await s3.send(new ListBucketsCommand({}));
  expect(Buckets?.map(({ Name }) => Name)).toEqual(["data"]);
});

test("a bucket's policy lets everybody read what it names, and nothing else", async () => {
  const { simulator, s3 } = await startWith(["templates/a.yaml", "private/b"]);
  const get = (key: string) => fetch(`${simulator.awsEndpoint}/data/${key}`);
  expect((await get("templates/a.yaml")).status).toBe(403);
  await s3.send(
    new PutBucketPolicyCommand({
      Bucket: "data",
      Policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: {
          Effect: "Allow",
          Principal: "*",
          Action: "s3:GetObject",
          Resource: "arn:aws:s3:::data/templates/*",
        },
      }),
    }),
  );
  const answer = await get("templates/a.yaml");
  expect([answer.status, await answer.text()]).toEqual([200, "x"]);
  for (const key of ["private/b", "templates/none", "?list-type=2"]) {
    expect((await get(key)).status).toBe(403);
  }
});

test("what the simulator does not do is refused by name", async () => {
  const { s3 } = await startWith([]);
  await expect(
    s3.send(new CreateMultipartUploadCommand({ Bucket: "data", Key: "k" })),
  ).rejects.toMatchObject({
    name: "NotImplemented",
    message: "The simulator does not do POST object?uploads of S3.",
  });
});
