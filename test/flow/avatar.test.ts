import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { decode } from "node-osc";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { rigged } from "../../main/archive/export/rig.ts";
import { add, distance, dot, subtract, unit, type Vector } from "../../main/motion/vectors.ts";
import { projectRoot } from "../../main/system/files/paths.ts";
import { BONES, J, JOINTS } from "../../shared/skeleton.ts";
import { launchChromium } from "../support/chromium.ts";
import { demoDance } from "../support/demo-dance.ts";
import { jobContext } from "../support/job-context.ts";
import { vmcSender } from "../support/vmc.ts";
import { vrmOf } from "../support/vrm.ts";

const FPS = 30;
const SECONDS = 6;
/** Of the dance, that are looked at. */
const EVERY = 15;
const PICTURES = 4;

interface Bone {
  readonly at: readonly [number, number, number];
  /** Where what looks ahead at rest looks. */
  readonly ahead: readonly [number, number, number];
}

let page: string;
beforeAll(() => {
  const entry = join(projectRoot, "test/support/avatar-page.js");
  const { outputFiles } = buildSync({ entryPoints: [entry], bundle: true, write: false, format: "iife" });
  page = outputFiles[0]!.text;
});

const vector = ([x, y, z]: Bone["at"]): Vector => ({ x, y, z });

/** The joint where a bone begins. */
const JOINT_OF = Object.fromEntries(
  (["Left", "Right"] as const).flatMap((side) =>
    Object.entries({
      ...{ UpperArm: "shoulder", LowerArm: "elbow", Hand: "wrist" },
      ...{ UpperLeg: "hip", LowerLeg: "knee", Foot: "ankle" },
    }).map(([bone, joint]) => [
      `${side}${bone}`,
      J[`${side.toLowerCase()}_${joint}` as (typeof JOINTS)[number]],
    ]),
  ),
);

test("an avatar that three-vrm moves by our packets dances as she does: every joint, knees and feet ahead", async () => {
  const dance = await demoDance(SECONDS);
  const { joints } = await rigged(dance, FPS, jobContext());
  const browser = await launchChromium();
  onTestFinished(() => browser.close());
  const tab = await browser.newPage();
  const faults: Error[] = [];
  tab.on("pageerror", (error) => faults.push(error));
  await tab.setContent("<body></body>");
  await tab.addScriptTag({ content: page });
  const vrm = (await vrmOf(joints)).toString("base64");
  expect(await tab.evaluate((file) => (window as never as Receiver).load(file), vrm)).toBe("1");

  const send = vmcSender();
  const apart: number[] = [];
  const pictures: string[] = [];
  let bent = 0;
  for (const [f, frame] of dance.entries()) {
    const packets = send(frame, f / FPS);
    if (f % EVERY !== 0) continue;
    const messages = packets.flatMap((packet) =>
      (decode(packet).elements as never as { address: string; args: { value: unknown }[] }[]).map(
        ({ address, args }) => [address, ...args.map(({ value }) => value)],
      ),
    );
    const bones = await tab.evaluate((all) => (window as never as Receiver).move(all), messages);
    const at = (joint: number): Vector => add(frame.body[joint]!, frame.root);
    for (const [bone, joint] of Object.entries(JOINT_OF))
      apart.push(distance(vector(bones[bone]!.at), at(joint)));
    for (const side of ["left", "right"] as const) {
      const named = side === "left" ? "Left" : "Right";
      const [hip, knee, ankle] = [J[`${side}_hip`], J[`${side}_knee`], J[`${side}_ankle`]].map(at) as [
        Vector,
        Vector,
        Vector,
      ];
      // A knee that is bent points where its thigh looks, and toes where their foot does.
      const bend = subtract(unit(subtract(knee, hip)), unit(subtract(ankle, knee)));
      const toes = unit(subtract(at(J[`${side}_foot_index`]), ankle));
      expect(dot(toes, vector(bones[`${named}Foot`]!.ahead))).toBeGreaterThan(0.9);
      if (Math.hypot(bend.x, bend.y, bend.z) < 0.5) continue;
      bent++;
      expect(dot(unit(bend), vector(bones[`${named}UpperLeg`]!.ahead))).toBeGreaterThan(0.7);
    }
    if (pictures.length >= PICTURES || f % (3 * EVERY) !== 0) continue;
    const xyz = (joint: number) => Object.values(at(joint)) as [number, number, number];
    const lines = BONES.map(([from, to]) => ({ from: xyz(from), to: xyz(to), colour: colourOf(from, to) }));
    const shown = { lines, x: frame.root.x, z: frame.root.z };
    const picture = (all: typeof shown) => (window as never as Receiver).picture(all.lines, all.x, all.z);
    pictures.push(await tab.evaluate(picture, shown));
  }
  expect(faults).toEqual([]);
  expect(bent).toBeGreaterThan(2);
  apart.sort((a, b) => a - b);
  expect(apart.at(-1)).toBeLessThan(0.06);
  expect(apart[apart.length >> 1]).toBeLessThan(0.015);
  const folder = join(projectRoot, "test/artifacts/avatar");
  mkdirSync(folder, { recursive: true });
  for (const [i, picture] of pictures.entries())
    writeFileSync(join(folder, `${i}.png`), Buffer.from(picture.split(",")[1]!, "base64"));
});

/** Blue for her left, orange for her right, as the avatar's. */
function colourOf(from: number, to: number): number {
  const [a, b] = [JOINTS[from]!, JOINTS[to]!];
  if (a.startsWith("left") && b.startsWith("left")) return 0x4d9fff;
  return a.startsWith("right") && b.startsWith("right") ? 0xff8a3d : 0xcfcfcf;
}

/** What the page offers. */
interface Receiver {
  load(base64: string): Promise<string>;
  move(messages: readonly (readonly unknown[])[]): Readonly<Record<string, Bone>>;
  picture(
    lines: readonly { from: Bone["at"]; to: Bone["at"]; colour: number }[],
    x: number,
    z: number,
  ): string;
}
