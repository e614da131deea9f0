import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { file, symlink, tarLayer, type TarEntry } from "../../fixtures/image-builder-tar.ts";
import { walk } from "../../fixtures/image-builder-walk.ts";

const segment = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 40 })
  .filter((text) => !/[/\0]/.test(text) && text !== "." && text !== ".." && text.isWellFormed());
const path = fc.array(segment, { minLength: 1, maxLength: 8 }).map((parts) => parts.join("/"));
const content = fc.uint8Array({ maxLength: 3000 }).map((bytes) => Buffer.from(bytes));

const sparse = fc
  .array(fc.tuple(fc.nat(2000), fc.uint8Array({ minLength: 1, maxLength: 700 })), { maxLength: 30 })
  .map((pieces) => {
    let offset = 0;
    const segments = pieces.map(([hole, data]) => {
      const piece = { offset: offset + hole, data: Buffer.from(data) };
      offset = piece.offset + data.length;
      return piece;
    });
    return { segments, size: offset + (pieces[0]?.[0] ?? 0) };
  });

const entry: fc.Arbitrary<TarEntry> = fc.oneof(
  fc
    .record({
      path,
      content,
      nameFormat: fc.constantFrom("pax" as const, "gnu" as const),
      sizeFormat: fc.constantFrom("octal" as const, "base-256" as const, "pax" as const),
    })
    .map((fields) => fields),
  fc.tuple(path, path).map(([from, to]) => symlink(from, to)),
  fc
    .tuple(
      path,
      sparse,
      fc.constantFrom("old-gnu" as const, "0.0" as const, "0.1" as const, "1.0" as const),
    )
    .map(([name, file, format]) => ({ path: name, sparse: { ...file, format } })),
);

/** What a reader must say of an entry: where its content is, holes filled. */
function expected({
  path: name,
  type,
  linkTarget = "",
  content: body,
  sparse: holes,
}: TarEntry): object {
  if (type === "2") return { path: name, kind: "symlink", linkTarget, content: Buffer.alloc(0) };
  const bytes = holes ? Buffer.alloc(holes.size) : Buffer.from(body ?? "");
  for (const { offset, data } of holes?.segments ?? []) data.copy(bytes, offset);
  return { path: name, kind: "file", size: bytes.length, content: bytes };
}

test("what was written is read, in whatever chunks it comes", () => {
  fc.assert(
    fc.property(
      fc.array(entry, { maxLength: 8 }),
      fc.integer({ min: 1, max: 4000 }),
      (entries, chunkBytes) => {
        const { entries: read } = walk(tarLayer(entries), { chunkBytes });
        expect(read).toEqual(entries.map((one) => expect.objectContaining(expected(one))));
      },
    ),
    { numRuns: 150 },
  );
});

test("damaged bytes are read as something or refused with a code, never anything else", () => {
  const archive = tarLayer([
    { ...file("a/".repeat(60), "long name"), pax: { mtime: "1" } },
    {
      path: "s",
      sparse: { format: "1.0", size: 9000, segments: [{ offset: 5, data: Buffer.from("x") }] },
    },
    { ...file("b", "body"), nameFormat: "gnu", sizeFormat: "base-256" },
  ]);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(archive.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
      fc.nat(archive.length),
      (changes, length) => {
        const damaged = Buffer.from(archive);
        for (const [at, byte] of changes) damaged[at] = byte;
        try {
          walk(damaged.subarray(0, length));
        } catch (error) {
          expect(error).toMatchObject({
            name: "PermanentError",
            code: expect.stringMatching(/-tar$/),
          });
        }
      },
    ),
    { numRuns: 500 },
  );
});
