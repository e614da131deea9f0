import { describe, expect, test } from "@jest/globals";
import { parseForm } from "../../../simulator/server/form.ts";
import { toXml } from "../../../simulator/server/xml.ts";

describe("forms of the query protocol", () => {
  test.each([
    ["Action=A&Name=x", { Action: "A", Name: "x" }],
    ["Tags.member.1.Key=a&Tags.member.1.Value=b", { Tags: [{ Key: "a", Value: "b" }] }],
    ["L.member.2=b&L.member.10=c&L.member.1=a", { L: ["a", "b", "c"] }],
    ["Flat.1=a&Flat.2=b", { Flat: ["a", "b"] }],
    ["M.entry.1.key=k&M.entry.1.value=v", { M: [{ key: "k", value: "v" }] }],
    ["A.B.C=x&A.D=y", { A: { B: { C: "x" }, D: "y" } }],
    ["Empty=", { Empty: "" }],
    ["A=x&A.B=y", { A: { B: "y" } }],
    ["A.B=y&A=x", { A: "x" }],
  ])("%s", (form, expected) => {
    expect(parseForm(new URLSearchParams(form))).toEqual(expected);
  });

  test("a name of Object's own is a name", () => {
    const parsed = parseForm(new URLSearchParams("__proto__.polluted=1&constructor=2"));
    expect(Object.keys(parsed)).toEqual(["__proto__", "constructor"]);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});

describe("XML", () => {
  test.each([
    [{ A: "x<&>\"'" }, "<A>x&lt;&amp;&gt;&quot;'</A>"],
    [{ A: 1, B: true, C: undefined, D: null, E: "" }, "<A>1</A><B>true</B><E></E>"],
    [{ A: { B: { C: "x" } } }, "<A><B><C>x</C></B></A>"],
    [{ L: ["a", { K: "v" }] }, "<L><member>a</member><member><K>v</K></member></L>"],
    [{ L: [] }, "<L></L>"],
  ])("%j", (tree, expected) => {
    expect(toXml(tree, "member")).toBe(expected);
  });

  test("lists of S3 repeat their own name", () => {
    expect(toXml({ L: ["a", "b"], M: [] })).toBe("<L>a</L><L>b</L>");
  });
});
