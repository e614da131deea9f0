import { expect, test } from "@jest/globals";
import { readImageConfig } from "../../../core/images/image-config.ts";

function read(config: unknown, layers = 2): ReturnType<typeof readImageConfig> {
  return readImageConfig(Buffer.from(JSON.stringify(config)), layers);
}

test("keeps what is of use, and no secret", () => {
  const { summary, platform, diffIds, createdBy } = read({
    created: "2026-01-02T03:04:05Z",
    os: "linux",
    architecture: "arm64",
    variant: "v8",
    config: {
      User: "node",
      WorkingDir: "/app",
      Env: ["PATH=/usr/bin", "DB_PASSWORD=hunter2", "EMPTY"],
      Entrypoint: ["/run", "--token", "abc", "--api-key=abc"],
      Cmd: ["serve"],
      ExposedPorts: { "8080/tcp": {}, "53/udp": {} },
      Labels: { maintainer: "me", "build.token": "abc", source: "https://u:p@example.com/x" },
    },
    rootfs: { type: "layers", diff_ids: ["sha256:a", "sha256:b"] },
    history: [
      { created_by: "ADD rootfs" },
      { created_by: "ENV DB_PASSWORD=hunter2", empty_layer: true },
      { created_by: "RUN --password=hunter2 x" },
    ],
  });
  expect(platform).toEqual({ os: "linux", architecture: "arm64", variant: "v8" });
  expect(diffIds).toEqual(["sha256:a", "sha256:b"]);
  expect(createdBy).toEqual(["ADD rootfs", "RUN --password=<redacted> x"]);
  expect(summary).toEqual({
    created: "2026-01-02T03:04:05Z",
    user: "node",
    workingDirectory: "/app",
    entrypoint: ["/run", "--token", "<redacted>", "--api-key=<redacted>"],
    command: ["serve"],
    exposedPorts: ["53/udp", "8080/tcp"],
    environmentNames: ["DB_PASSWORD", "EMPTY", "PATH"],
    labels: {
      maintainer: "me",
      "build.token": "<redacted>",
      source: "https://<redacted>@example.com/x",
    },
  });
});

test.each<[string, unknown]>([
  ["nothing", {}],
  ["nulls", { config: { Env: null, Cmd: null, Labels: null }, rootfs: null, history: null }],
  ["other forms", { created: 5, config: { Cmd: "sh", Env: [1] }, history: [{ created_by: [] }] }],
])("a config of %s tells nothing", (_, config) => {
  expect(read(config)).toEqual({ summary: {}, platform: undefined, diffIds: [], createdBy: [] });
});

test.each([
  { os: "linux\u001b[31m", architecture: "amd64" },
  { os: "linux", architecture: "<script>" },
  { os: "linux", architecture: "a".repeat(65) },
])("%j is no platform", (config) => {
  expect(read(config).platform).toBeUndefined();
});

test("history and diff IDs that don't fit the layers are left out", () => {
  const rootfs = { diff_ids: ["sha256:a"] };
  expect(read({ rootfs, history: [{ created_by: "x" }] })).toMatchObject({
    diffIds: [],
    createdBy: [],
  });
  expect(read({ rootfs, history: [{ created_by: "x" }] }, 1)).toMatchObject({
    diffIds: ["sha256:a"],
    createdBy: ["x"],
  });
});

test.each(["", "{", "[]", "null", '"x"'])("%j is no config", (text) => {
  expect(() => readImageConfig(Buffer.from(text), 1)).toThrow(
    expect.objectContaining({ code: "malformed-config" }),
  );
});
