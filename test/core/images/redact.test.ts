import { describe, expect, test } from "@jest/globals";
import { isSecretName, redactSecrets } from "../../../core/images/redact.ts";
import { redactInstruction } from "../../../core/images/redact-history.ts";

test.each([
  "PASSWORD",
  "db_passwd",
  "MYSQL_PWD",
  "client-secret",
  "GITHUB_TOKEN",
  "api_key",
  "apiKey",
  "AWS_SECRET_ACCESS_KEY",
  "private-key",
  "Authorization",
  "deploy.key",
  "SMTP_PASS",
  "AccountKey",
])("%s names a secret", (name) => {
  expect(isSecretName(name)).toBe(true);
});

test.each(["version", "maintainer", "keyboard", "org.opencontainers.image.authors", "PATH"])(
  "%s names no secret",
  (name) => {
    expect(isSecretName(name)).toBe(false);
  },
);

test.each([
  ["curl https://user:pass@example.com/x", "curl https://<redacted>@example.com/x"],
  ["key AKIAABCDEFGHIJKLMNOP here", "key <redacted> here"],
  ["ghp_0123456789abcdefghij0123456789", "<redacted>"],
  ["login --password=hunter2 --user me", "login --password=<redacted> --user me"],
  ["login --password hunter2 --user me", "login --password <redacted> --user me"],
  ["login -v --password hunter2", "login -v --password <redacted>"],
  ["login --password -hunter2-", "login --password <redacted>"],
  [
    "login --password-stdin --token a --token b",
    "login --password-stdin --token <redacted> --token <redacted>",
  ],
  ["curl -u bob:hunter2 x", "curl -u bob:<redacted> x"],
  ["curl --user 'bob:hunter two' x", "curl --user 'bob:<redacted>' x"],
  ["mysql -h db -phunter2 -e x", "mysql -h db -p<redacted> -e x"],
  ["sshpass -p hunter2 ssh x", "sshpass -p <redacted> ssh x"],
  [
    "echo hunter2 | docker login -u me --password-stdin",
    "echo <redacted> | docker login -u me --password-stdin",
  ],
  ["echo 'root:hunter two' | chpasswd", "echo <redacted> | chpasswd"],
  [`export API_KEY="two words" && run`, "export API_KEY=<redacted> && run"],
  ["Authorization: Bearer abcdef0123456789", "Authorization: <redacted> <redacted>"],
  [`{"db":{"password":"hunter2","port":1}}`, `{"db":{"password":<redacted>,"port":1}}`],
  ["x -----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY----- y", "x <redacted> y"],
  ["-----BEGIN PRIVATE KEY-----\nabc", "<redacted>"],
  ["id eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcdefghijklm", "id <redacted>"],
  ["value q7Zp2LxV9mTb4KdR8sWc1NfY6hJg3EuA", "value <redacted>"],
])("%j becomes %j", (text, redacted) => {
  expect(redactSecrets(text)).toBe(redacted);
});

test.each([
  "RUN apt-get install -y curl=7.88.1-10+deb12u5",
  "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  "COPY --from=build /usr/local/lib/node_modules/npm /usr/local/lib/node_modules/npm # buildkit",
  "login --password-file /run/secrets/x --token-stdin x",
  "mkdir -p /app && tar -xzf x.tar && echo done | tee log",
  "install -o node -u node && cp -p a b && gcc -pthread",
  "https://github.com/example/repository/tree/0123456789abcdef0123456789abcdef01234567",
  "2026-11-21T20:56:37Z Some Person <person@example.com>",
])("%j stays as it is", (text) => {
  expect(redactSecrets(text)).toBe(text);
});

test("long texts are cut", () => {
  expect(redactSecrets("ab ".repeat(10_000))).toHaveLength(4097);
});

describe("instructions", () => {
  test.each([
    ["ENV PATH=/usr/bin", "ENV PATH=<redacted>"],
    ["ENV A=1 B='x y' C=3", "ENV A=<redacted> B=<redacted> C=<redacted>"],
    ["/bin/sh -c #(nop)  ENV LANG C.UTF-8", "/bin/sh -c #(nop)  ENV LANG <redacted>"],
    [
      "RUN |2 TOKEN=abc NAME=some words /bin/sh -c make install # buildkit",
      "RUN |2 TOKEN=<redacted> NAME=<redacted> /bin/sh -c make install # buildkit",
    ],
    ["|1 KEY=abc", "|1 KEY=<redacted>"],
    ["ARG DB_PASSWORD=hunter2", "ARG DB_PASSWORD=<redacted>"],
    ["ARG VERSION=1.2", "ARG VERSION=1.2"],
    [`CMD ["node" "server.js"]`, `CMD ["node" "server.js"]`],
  ])("%j becomes %j", (instruction, redacted) => {
    expect(redactInstruction(instruction)).toBe(redacted);
  });
});
