import { expect, test } from "@jest/globals";
import { imageIdOf } from "../../../core/images/image-id.ts";

const IMAGE = { registry: "registry.example", repository: "team/web", digest: "sha256:1" };

test("the identifier of an image never changes: addresses and blob keys hold it", () => {
  // printf 'registry.example\nteam/web\nsha256:1' | sha256sum
  expect(imageIdOf(IMAGE)).toBe("1f7ab599ce0c89fcf6d8967458dbc597");
});

test.each([{ registry: "other" }, { repository: "team" }, { digest: "sha256:2" }])(
  "another %j has another one",
  (change) => {
    expect(imageIdOf({ ...IMAGE, ...change })).not.toBe(imageIdOf(IMAGE));
  },
);
