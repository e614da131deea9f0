import { expect, test } from "@jest/globals";
import { PassThrough, Readable } from "node:stream";
import { bodyPieces } from "../../../adapters/registry/body-pieces.ts";

async function readAll(body: Readable): Promise<{ text: string; memories: ArrayBufferLike[] }> {
  let text = "";
  const memories: ArrayBufferLike[] = [];
  for await (const piece of bodyPieces(body)) {
    text += piece.toString();
    memories.push(piece.buffer);
  }
  return { text, memories };
}

function own(text: string): Buffer {
  return Buffer.from(new Uint8Array(Buffer.from(text)).buffer);
}

test("gives each piece as it came, and its memory back", async () => {
  const body = new PassThrough();
  for (const text of ["one ", "two ", "three"]) body.write(own(text));
  body.end();
  const { text, memories } = await readAll(body);
  expect(text).toBe("one two three");
  expect(memories.map(({ byteLength }) => byteLength)).toEqual([0, 0, 0]);
});

test("leaves memory alone that holds more than the piece", async () => {
  const memory = Buffer.from(new Uint8Array(Buffer.from("head body")).buffer);
  expect((await readAll(Readable.from([memory.subarray(5)]))).text).toBe("body");
  expect(memory.toString()).toBe("head body");
});

test("an empty body has no pieces", async () => {
  expect((await readAll(new PassThrough().end())).memories).toEqual([]);
});

test.each([
  ["before it is read", true],
  ["while it is read", false],
])("a body that fails %s throws", async (_, early) => {
  const body = new PassThrough();
  body.on("error", () => undefined);
  body.write("some");
  const fail = (): void => void body.destroy(new Error("cut off"));
  if (early) fail();
  else setImmediate(fail);
  await expect(readAll(body)).rejects.toThrow("cut off");
});

test("a body that is closed before its end throws", async () => {
  const body = new PassThrough();
  setImmediate(() => body.destroy());
  await expect(readAll(body)).rejects.toThrow("closed before the end");
});

test("who stops reading frees the connection", async () => {
  const body = new PassThrough();
  body.write("some");
  for await (const piece of bodyPieces(body)) {
    expect(piece.toString()).toBe("some");
    break;
  }
  expect(body.destroyed).toBe(true);
});
