import { expect, test } from "vitest";
import { VmcPeople } from "../../../../main/inputs/vmc/vmc-people.ts";
import { frameOf, ROW, rowAt } from "../../../../main/motion/clip.ts";
import type { MotionFrame } from "../../../../main/motion/motion-frame.ts";
import { add, distance } from "../../../../main/motion/vectors.ts";
import { readPacket } from "../../../../main/system/osc/read-packet.ts";
import { SteppedClock } from "../../../../shared/clock.ts";
import type { PoseFrame } from "../../../../shared/pose.ts";
import { J, JOINTS } from "../../../../shared/skeleton.ts";
import { cleanDances } from "../../../support/clean-dances.ts";
import { sineDance } from "../../../support/dances.ts";
import { demoDance } from "../../../support/demo-dance.ts";
import { LONG } from "../../../support/long.ts";
import { packetOf, tPose, vmcSender } from "../../../support/vmc.ts";

const FPS = 30;
const SUIT = { address: "127.0.0.1", port: 50_000 };

function house() {
  const clock = new SteppedClock();
  const [frames, notices]: [PoseFrame[], string[]] = [[], []];
  const people = new VmcPeople({
    clock,
    show: (frame) => frames.push(frame),
    tellOperator: (line) => notices.push(line),
  });
  /** What is shown of what comes at a time. */
  const at = (t: number, packets: readonly Uint8Array[] = [], from = SUIT): PoseFrame | undefined => {
    clock.moveTo(t);
    frames.length = 0;
    for (const packet of packets) people.receive(packet, from);
    people.tend();
    return frames.at(-1);
  };
  return { at, notices, people };
}

/** How far joints are after the way out and in from where they were, metres, at most; in the order of `stage-19`. */
function apartAfter(dance: readonly MotionFrame[]): number[] {
  const [{ at }, send] = [house(), vmcSender()];
  const most = JOINTS.map(() => 0);
  for (const [f, frame] of dance.entries()) {
    const shown = at(f / FPS, send(frame, f / FPS))?.people[0];
    // How many bones make a frame is known after the first one.
    if (f === 0) continue;
    for (const j of JOINTS.keys()) {
      const apart = distance(add(shown!.body![j]!, shown!.root!), add(frame.body[j]!, frame.root));
      most[j] = Math.max(most[j]!, apart);
    }
  }
  return most;
}

test("a dance comes back through VMC within 1 cm, and but for nose and ears within a tenth of a millimetre", async () => {
  const most = apartAfter(await demoDance(5));
  expect(Math.max(...most)).toBeLessThan(0.01);
  expect(Math.max(...most.slice(J.left_shoulder))).toBeLessThan(1e-4);
});

test.runIf(LONG)(
  "so do all dances of the reference data; nose and ears as far as heads are alike",
  async () => {
    for (const { name, clip } of await cleanDances()) {
      const frames = Array.from({ length: clip.values.length / ROW }, (_, f) => frameOf(rowAt(clip, f)));
      const most = apartAfter(frames);
      expect(Math.max(...most.slice(J.left_shoulder)), name).toBeLessThan(1e-4);
      expect(Math.max(...most), name).toBeLessThan(0.03);
    }
  },
);

const standing: MotionFrame = { body: tPose(), root: { x: 0, y: 0.9, z: 0 } };
const ids = (frame: PoseFrame | undefined) => frame?.people.map(({ id }) => id);

test("a sender that stops leaves, and comes back as herself; after a while she is somebody new", () => {
  const [{ at }, send] = [house(), vmcSender()];
  at(0, send(standing, 0));
  expect(ids(at(0.1, send(standing, 0.1)))).toEqual([1]);
  expect(at(0.4)).toBeUndefined();
  expect(at(0.7)).toMatchObject({ people: [], reason: "nobody" });
  expect(ids(at(1, send(standing, 1)))).toEqual([1]);
  expect(ids(at(8))).toEqual([]);
  at(8.1, send(standing, 8.1));
  expect(ids(at(8.2, send(standing, 8.2)))).toEqual([2]);
});

test("one that says that nobody is tracked shows nobody at once", () => {
  const [{ at }, send] = [house(), vmcSender()];
  at(0, send(standing, 0));
  expect(ids(at(0.1, send(standing, 0.1)))).toEqual([1]);
  at(0.15, [packetOf([{ address: "/VMC/Ext/OK", types: "iiii", args: [1, 3, 0, 0] }])]);
  expect(ids(at(0.2))).toEqual([]);
});

test("two senders at one port are two dancers, and a flood of others is nobody", () => {
  const [{ at }, one, two] = [house(), vmcSender(), vmcSender()];
  const beside = { ...standing, root: { x: 1, y: 0.9, z: 0 } };
  for (const t of [0, 0.1]) {
    at(t, one(standing, t));
    at(t + 0.05, two(beside, t), { ...SUIT, port: 50_001 });
  }
  for (let port = 1; port < 100; port++)
    at(0.15, [packetOf([{ address: "/VMC/Ext/Bone/Pos", types: "s", args: ["Hips"] }])], { ...SUIT, port });
  const shown = at(0.2, one(standing, 0.2));
  expect(ids(shown)).toEqual([1, 2]);
  expect(shown!.people.map(({ root }) => root!.x)).toEqual([0, 1].map((x) => expect.closeTo(x, 5)));
  const [first, second] = shown!.people.map(({ image }) => image![J.nose]!.x);
  expect(second! - first!).toBeGreaterThan(0.1);
});

test("where a packet is lost the frame after it is whole again", () => {
  const [{ at }, send] = [house(), vmcSender()];
  const dance = sineDance({ seconds: 1 });
  for (const [f, frame] of dance.entries()) {
    const packets = send(frame, f / FPS);
    const isLost = f === 10 || f === 20;
    const shown = at(f / FPS, isLost ? packets.slice(f === 10 ? 1 : 0, f === 10 ? 2 : 1) : packets);
    if (f > 21)
      expect(
        distance(shown!.people[0]!.body![J.left_foot_index]!, frame.body[J.left_foot_index]!),
      ).toBeLessThan(1e-4);
  }
});

/** The same frame of a sender that tells rotations alone. */
const unplaced = (packets: readonly Buffer[]): Buffer =>
  packetOf(
    packets
      .flatMap((packet) => readPacket(packet))
      .map((message) =>
        message.address.endsWith("/Pos")
          ? { ...message, args: message.args.map((arg, i) => (i > 0 && i < 4 ? 0 : arg)) }
          : message,
      ),
  );

test("a sender without positions moves an adult who stands on the floor", () => {
  const [{ at }, send] = [house(), vmcSender()];
  at(0, [unplaced(send(standing, 0))]);
  const [pose] = at(0.1, [unplaced(send(standing, 0.1))])!.people;
  const { body, root } = pose!;
  expect(Math.min(...body!.map((joint) => joint!.y + root!.y))).toBeCloseTo(0, 6);
  expect(body![J.left_knee]!.y).toBeCloseTo(-0.387, 2);
  expect(body![J.left_wrist]!).toMatchObject({ x: expect.closeTo(0.641, 2), y: expect.closeTo(0.489, 2) });
});

test("a suit whose floor is elsewhere is brought to ours", () => {
  const [{ at }, send] = [house(), vmcSender()];
  let lowest = Number.NaN;
  for (let f = 0; f < 4 * FPS; f++) {
    const shown = at(f / FPS, send({ ...standing, root: { x: 0, y: 1.5, z: 0 } }, f / FPS))?.people[0];
    if (shown) lowest = Math.min(...shown.body!.map((joint) => joint!.y + shown.root!.y));
  }
  expect(Math.abs(lowest)).toBeLessThan(0.01);
});

test("a face tracker is nobody, and what it does not send is told once", () => {
  const { at, notices } = house();
  const head = packetOf([
    { address: "/VMC/Ext/Bone/Pos", types: "sfffffff", args: ["Head", 0, 0, 0, 0, 0, 0, 1] },
  ]);
  for (let f = 0; f < 4 * FPS; f++) expect(ids(at(f / FPS, [head])) ?? []).toEqual([]);
  expect(notices).toEqual([
    "VMC: 127.0.0.1:50000 does not send Hips, Spine, LeftUpperArm, LeftLowerArm ..., expected all bones that VRM requires",
  ]);
});

test("what is no OSC is told once a minute, and changes nothing", () => {
  const { at, notices } = house();
  for (let f = 0; f < 100; f++) at(f / FPS, [Buffer.from("hello, suit")]);
  expect(notices).toHaveLength(1);
  expect(notices[0]).toMatch(/^VMC: what 127\.0\.0\.1 sends is no OSC/);
});
