import { expect, test } from "vitest";
import { parseHostMessage } from "../../../renderer/link/host-message.ts";
import { BODY_PARTS } from "../../../shared/body-parts.ts";
import type { Finding, PracticeMessage } from "../../../shared/practice.ts";
import { JOINT_COUNT } from "../../../shared/skeleton.ts";

const each = <V>(names: readonly string[], value: V) =>
  Object.fromEntries(names.map((name) => [name, value]));
const stretch = { begin: 1.5, end: 9 };
const body = Array.from({ length: JOINT_COUNT }, (_, joint) => ({ x: joint / 10, y: 0, z: -1 }));
const common = { stretch, at: 2, weight: 3.5 };
const DIFFERENCES = [
  { ...common, kind: "timing", part: "whole", late: 0.12 },
  { ...common, kind: "size", part: "right_arm", ratio: 0.8 },
  { ...common, kind: "place", part: "weight", off: 0.09, towards: "left" },
  { kind: "missing", reference: stretch, dance: { begin: 2, end: 2 }, weight: 2 },
] satisfies Finding["difference"][];

function message(difference: unknown = DIFFERENCES[0]): PracticeMessage {
  const found = { difference, passes: 2, beat: null };
  return {
    tag: "practice",
    pass: {
      ...{ at: 1_700_000_000_000, reference: "waltz.take.ndjson", stretch, pass: 2, speed: 0.75 },
      ...{ mirrored: true, good: false, findings: [found] },
      figures: {
        late: each([...BODY_PARTS, "whole"], null),
        size: each(BODY_PARTS, 1),
        off: each([...BODY_PARTS, "weight"], 0.04),
      },
    },
    findings: [{ ...found, reference: body, dance: body }],
  } as unknown as PracticeMessage;
}

test("what the host says of a pass reaches the page whole, whatever differs", () => {
  for (const difference of DIFFERENCES) {
    const said = message(difference);
    expect(parseHostMessage(JSON.parse(JSON.stringify(said)))).toEqual(said);
  }
});

test("a finding of no kind that there is, or with a body that lacks joints, is no message", () => {
  expect(parseHostMessage(message({ ...DIFFERENCES[0], kind: "charm" }))).toBeNull();
  expect(parseHostMessage(message({ ...DIFFERENCES[0], part: "tail" }))).toBeNull();
  const said = message();
  const lacking = { ...said, findings: [{ ...said.findings[0], dance: body.slice(1) }] };
  expect(parseHostMessage(lacking)).toBeNull();
});
