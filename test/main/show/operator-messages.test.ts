import { expect, test } from "vitest";
import { OperatorMessages } from "../../../main/show/operator-messages.ts";
import { createLog } from "../../../main/system/log.ts";

test("the newest lines are kept, and each is written when it happens", () => {
  const written: string[] = [];
  const notices = new OperatorMessages(createLog({ stream: { write: (text) => written.push(text) } }));
  for (let line = 1; line <= 8; line++) notices.add(`line ${line}`);
  expect(notices.lines).toEqual(["line 3", "line 4", "line 5", "line 6", "line 7", "line 8"]);
  expect(written).toHaveLength(8);
});

test("a line that is repeated is said once", () => {
  const written: string[] = [];
  const notices = new OperatorMessages(createLog({ stream: { write: (text) => written.push(text) } }));
  notices.add("camera gone");
  notices.add("camera gone");
  expect(notices.lines).toEqual(["camera gone"]);
  expect(written).toHaveLength(1);
});
