import { loadSettings } from "../../main/config/load-settings.ts";
import { dance } from "../../main/engine/loop.ts";
import { openDemo } from "../../main/inputs/demo.ts";
import { loadEngine } from "../../main/process/engine-loader.ts";
import { initialControls } from "../../shared/commands/controls.ts";
import type { BodyJoints } from "../../shared/pose.ts";
import { BONES, J } from "../../shared/skeleton.ts";
import type { Figure, Mode } from "../../shared/stage.ts";

/*
 * Seconds of the demo through the whole flow, in stepped time, in a process of its own so that its memory is its own:
 * node test/support/endurance.ts <mode> <seconds>. Prints one JSON line, an EnduranceReport.
 */

export interface EnduranceReport {
  readonly frames: number;
  readonly withPartner: number;
  readonly answers: number;
  /** Seconds of 2 s windows in which the dancer moved and the partner's speed was under 5 % of her median. */
  readonly frozen: number;
  /** Largest deviation of a rigid bone from the dancer's, as a share. */
  readonly boneDeviation: number;
  readonly notNumbers: number;
  /** Mean keypoint speed, partner to dancer while she moves. */
  readonly speedRatio: number;
  /** Megabytes after a fifth of the run, and at its end. */
  readonly residentEarly: number;
  readonly residentLate: number;
  readonly framesPerSecond: number;
}

/** Shoulder to hip is no bone: a back bends. */
const RIGID = BONES.filter(
  ([a, b]) =>
    !(a >= J.left_hip && b <= J.right_shoulder && a !== b && b < J.left_hip && a > J.right_shoulder),
);

const lengths = (body: BodyJoints): number[] =>
  RIGID.map(([a, b]) => {
    const [from, to] = [body[a]!, body[b]!];
    return Math.hypot(from.x - to.x, from.y - to.y, from.z - to.z);
  });

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

async function endure(mode: Mode, seconds: number): Promise<EnduranceReport> {
  const settings = loadSettings({ overrides: { mode } });
  const room = await loadEngine({ tag: "configure", settings, detectorSize: null });
  const engine = room.begin({ tag: "begin", controls: initialControls(settings), firstFrame: 0, firstId: 1 });
  const speeds: { live: number; partner: number | null }[] = [];
  let [notNumbers, boneDeviation, answers, residentEarly] = [0, 0, 0, 0];
  let turn = "listening";
  let own: number[] | null = null;
  const begun = performance.now();
  for await (const { t, people } of dance((await openDemo()).frames(), engine)) {
    if (t > seconds) break;
    if (residentEarly === 0 && t > seconds / 5) residentEarly = resident();
    const person = people[0];
    if (!person) continue;
    own ??= lengths(person.live.body);
    notNumbers += countNotNumbers(person.partner ?? person.live);
    if (person.partner) {
      lengths(person.partner.body).forEach((length, bone) => {
        boneDeviation = Math.max(boneDeviation, Math.abs(length / own![bone]! - 1));
      });
    }
    if (person.turn === "answering" && turn === "listening") answers++;
    turn = person.turn;
    speeds.push({ live: person.live.energy, partner: person.partner?.energy ?? null });
  }
  const moving = speeds.filter(({ live }) => live > 0.05);
  const usual = median(moving.map(({ live }) => live));
  let frozen = 0;
  for (let at = 0; at + 60 <= speeds.length; at += 15) {
    const window = speeds.slice(at, at + 60);
    if (!window.every(({ live }) => live > 0.05) || window.some(({ partner }) => partner === null)) continue;
    if (window.reduce((sum, { partner }) => sum + partner!, 0) / 60 < 0.05 * usual) frozen += 0.5;
  }
  const danced = moving.filter(({ partner }) => partner !== null);
  return {
    frames: speeds.length,
    withPartner: speeds.filter(({ partner }) => partner !== null).length,
    answers,
    frozen,
    boneDeviation,
    notNumbers,
    speedRatio:
      danced.reduce((sum, { partner }) => sum + partner!, 0) /
      danced.reduce((sum, { live }) => sum + live, 0),
    residentEarly,
    residentLate: resident(),
    framesPerSecond: speeds.length / ((performance.now() - begun) / 1000),
  };
}

function resident(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss / 1e6;
}

function countNotNumbers({ image, body, energy }: Figure): number {
  const points = [...image, ...body].filter((point) => point !== null);
  return [energy, ...points.flatMap(({ x, y }) => [x, y])].filter((value) => !Number.isFinite(value)).length;
}

console.log(JSON.stringify(await endure(process.argv[2] as Mode, Number(process.argv[3]))));
process.exit(0);
