import { expect, test } from "@jest/globals";
import { csvLine } from "../../dashboard/src/list/csv.ts";

test.each([
  [["a", 1, null], "a,1,\r\n"],
  [["a,b", 'say "x"', "two\nlines"], '"a,b","say ""x""","two\nlines"\r\n'],
  [["=1+1", "+1", "-1", "@x"], "'=1+1,'+1,'-1,'@x\r\n"],
  [["  =1", "\t=1", "＝1"], "'  =1,\"'\t=1\",'＝1\r\n"],
  [[-1], "-1\r\n"],
])("%j is one line that no spreadsheet runs", (values, line) => {
  expect(csvLine(values)).toBe(line);
});
