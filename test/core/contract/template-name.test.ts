import { expect, test } from "@jest/globals";
import {
  slugOf,
  type TemplateForm,
  templateNameOf,
  templateUrlOf,
} from "../../../core/contract/template-name.ts";

test.each<[TemplateForm, string]>([
  [{ layout: "current", delivery: "events" }, "acme-scout.yaml"],
  [{ layout: "early-access", delivery: "events" }, "acme-scout-early-access.yaml"],
  [{ layout: "current", delivery: "poll" }, "acme-scout-poll.yaml"],
  // Without events there is no key, and so no role for writing one.
  [{ layout: "early-access", delivery: "poll" }, "acme-scout-poll.yaml"],
])("the template of %j is %s, beside the others", (form, name) => {
  const folder = "https://templates.s3.eu-west-1.amazonaws.com/templates/0a1b";
  expect(templateNameOf("Acme Scout", form)).toBe(name);
  expect(templateUrlOf(`${folder}/acme-scout.yaml`, form)).toBe(`${folder}/${name}`);
});

test.each([
  ["Docker Scout", "docker-scout"],
  ["iEchor Scout", "iechor-scout"],
  ["Späher & Söhne (2)", "spaher-sohne-2"],
  [" A.B ", "a-b"],
])("%j is written %s in a file's name", (brand, slug) => {
  expect(slugOf(brand)).toBe(slug);
});
