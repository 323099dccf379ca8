import { expect, test } from "vitest";
import { en } from "../../shared/languages/en.ts";
import { zh } from "../../shared/languages/zh.ts";
import type { Difference, DifferenceKind, Section } from "../../shared/practice.ts";
import { sayDifference, sayStretch, sayWhen } from "../../shared/say-difference.ts";

const STRETCH = { begin: 3, end: 5.08 };

const of = (part: Difference["part"], kind: DifferenceKind): Difference => ({
  ...kind,
  part,
  stretch: STRETCH,
  at: 3.21,
  weight: 2,
});

const section = (kind: Section["kind"]): Section => ({ kind, reference: STRETCH, dance: STRETCH });

test.each([
  [of("right_arm", { kind: "timing", late: 0.1183 }), "right arm 120 ms late", "右臂晚了 120 毫秒"],
  [of("whole", { kind: "timing", late: -0.084 }), "whole body 80 ms early", "全身早了 80 毫秒"],
  [of("whole", { kind: "timing", late: 1.26 }), "whole body 1.3 s late", "全身晚了 1.3 秒"],
  [of("trunk", { kind: "size", ratio: 0.8 }), "trunk moves 20 % too small", "躯干动作小了 20 %"],
  [of("left_leg", { kind: "size", ratio: 1.3 }), "left leg moves 30 % too large", "左腿动作大了 30 %"],
  [
    of("left_arm", { kind: "place", off: 0.09, towards: "down" }),
    "left arm a hand's breadth too low (9 cm)",
    "左臂偏低一掌宽（9 厘米）",
  ],
  [
    of("weight", { kind: "place", off: 0.16, towards: "left" }),
    "weight two hands' breadths too far left (16 cm)",
    "重心偏左两掌宽（16 厘米）",
  ],
  [
    of("head", { kind: "place", off: 0.03, towards: "forward" }),
    "head 3 cm too far forward",
    "头部偏前 3 厘米",
  ],
  [of("head", { kind: "place", off: 0.4, towards: "up" }), "head 40 cm too high", "头部偏高 40 厘米"],
  [section("missing"), "left out", "漏跳了"],
  [section("mirrored"), "mirrored (left is right)", "左右相反"],
])("%o is said as %s", (difference, english, chinese) => {
  expect(sayDifference(difference, en.coaching)).toBe(english);
  expect(sayDifference(difference, zh.coaching)).toBe(chinese);
});

test("when is said by the beat where beats are known, else by seconds", () => {
  expect(sayWhen(3.21, 5, en.coaching)).toBe("at beat 5");
  expect(sayWhen(3.21, null, en.coaching)).toBe("at 3.2 s");
  expect(sayWhen(3.21, null, zh.coaching)).toBe("3.2 秒处");
  expect(sayStretch(STRETCH, en.coaching)).toBe("3.0 to 5.1 s");
});
