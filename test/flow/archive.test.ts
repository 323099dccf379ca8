import { expect, test } from "vitest";
import { displacements, type MotionFrame } from "../../main/motion/motion-frame.ts";
import type { HostMessage } from "../../shared/messages.ts";
import type { StageFrame } from "../../shared/stage.ts";
import { sineDance, writeDance } from "../support/dances.ts";
import { emptyFolder } from "../support/folder.ts";
import { Installation } from "../support/installation.ts";
import { openPageSocket } from "../support/page-socket.ts";

const FPS = 30;
/** She dances so long and stands then as she was. */
const [DANCES, STANDS] = [4, 2];
/** Mean over the joints, metres a second squared: in real dances one moment in a hundred is harder. */
const HARD = 30;

const dance = sineDance({ seconds: DANCES + STANDS });
const danced = dance.slice(0, DANCES * FPS);
const hers = [...danced, ...new Array<MotionFrame>(STANDS * FPS).fill(danced.at(-1)!)];

/** The real show of a take in the mode archive; what a stage is given until the take is over. */
async function show(...args: readonly string[]) {
  const take = await writeDance(emptyFolder(), "hers", hers);
  const installation = new Installation([
    ...["--host", "browser", "--port", "0", "--no-osc-query", "--once"],
    ...["--source", take, "--mode", "archive", ...args],
  ]);
  const frames: StageFrame[] = [];
  const stage = await openPageSocket(await installation.address(), "stage");
  stage.on("message", (data) => {
    const message = JSON.parse(String(data)) as HostMessage;
    if (message.tag === "stage") frames.push(message.frame);
  });
  expect(await installation.exited).toBe(0);
  return { frames, lines: installation.lines };
}

type Bodies = readonly { readonly t: number; readonly frame: MotionFrame }[];

/** The partner, hips in the middle, by the time of the take. */
function partnersOf(frames: readonly StageFrame[]): Bodies {
  // The take's last frame is shown last; others may be left out where the machine has no time for them.
  const begin = frames.at(-1)!.t - (hers.length - 1) / FPS;
  return frames.flatMap(({ t, people }) => {
    const body = people[0]?.partner?.body as MotionFrame["body"] | undefined;
    return body ? [{ t: t - begin, frame: { body, root: { x: 0, y: 0, z: 0 } } }] : [];
  });
}

/** Mean over the joints, between each frame and those beside it, however far apart they are in time. */
const accelerations = (bodies: Bodies): readonly number[] =>
  bodies.slice(2).map((after, n) => {
    const [before, now] = [bodies[n]!, bodies[n + 1]!];
    const [come, go] = [now.t - before.t, after.t - now.t];
    const changes = now.frame.body.map((joint, j) => {
      const [from, to] = [before.frame.body[j]!, after.frame.body[j]!];
      const change = (axis: "x" | "y" | "z") =>
        (to[axis] - joint[axis]) / go - (joint[axis] - from[axis]) / come;
      return Math.hypot(change("x"), change("y"), change("z")) / ((come + go) / 2);
    });
    return changes.reduce((sum, change) => sum + change, 0) / changes.length;
  });

test("the partner dances on as the archive did where she stands, without a jolt", {
  timeout: 120_000,
}, async () => {
  const archive = emptyFolder();
  // Somebody small who faced another way.
  await writeDance(archive, "small", sineDance({ seconds: DANCES + STANDS, scale: 0.8, facing: 2 }));
  const bodies = partnersOf((await show("--archive", archive)).frames);
  expect(Math.max(...accelerations(bodies))).toBeLessThan(HARD);
  const after = bodies.filter(({ t }) => t > DANCES);
  expect(after.length).toBeGreaterThan(10);
  const from = ({ frame }: Bodies[number], of: MotionFrame) =>
    Math.max(...displacements(frame, { ...of, root: frame.root }));
  for (const body of after) expect(from(body, dance[Math.round(body.t * FPS)]!)).toBeLessThan(0.15);
  expect(Math.max(...after.map((body) => from(body, hers.at(-1)!)))).toBeGreaterThan(0.4);
});

test("without an archive it says so in one line, and the partner is a moment ahead", {
  timeout: 120_000,
}, async () => {
  const { frames, lines } = await show();
  expect(lines.filter((line) => line.includes("archive"))).toEqual([
    expect.stringMatching(
      /mode is archive and archive names nothing, expected a folder of takes; the partner is a moment ahead instead$/,
    ),
  ]);
  expect(partnersOf(frames).length).toBeGreaterThan(FPS);
});
