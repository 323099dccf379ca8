import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { pathOfTake } from "../../../../main/archive/library/names.ts";
import { threadedMoments } from "../../../../main/archive/moments/threaded-moments.ts";
import type { MotionFrame } from "../../../../main/motion/motion-frame.ts";
import { archiveRequests } from "../../../../main/show/desk/archive.ts";
import { LiveDancers } from "../../../../main/show/desk/live-dancers.ts";
import { unpackPoses } from "../../../../shared/desk/poses.ts";
import { sineDance, writeDance } from "../../../support/dances.ts";
import { emptyFolder } from "../../../support/folder.ts";
import { figure, person } from "../../../support/stage-frames.ts";

const SECONDS = 6;
const dance = sineDance({ seconds: SECONDS });
const PLAYED = { loop: false, speed: 1, mirrored: false };

async function desk() {
  const root = emptyFolder();
  const [takes, archive] = ["takes", "archive"].map((name) => join(root, name)) as [string, string];
  for (const folder of [takes, archive]) mkdirSync(folder);
  await writeDance(archive, "long-ago", dance, { tags: ["swing"] });
  await writeDance(archive, "swayed", sineDance({ seconds: 4, from: 50 }), { tags: ["sway"] });
  // The same, elsewhere and turned, by somebody smaller.
  await writeDance(takes, "tonight", sineDance({ seconds: SECONDS, facing: 1.3, scale: 0.8 }));
  const changed = vi.fn();
  const search = threadedMoments(archive, changed);
  onTestFinished(() => search.close());
  const live = new LiveDancers();
  const play = vi.fn(async () => null);
  const handlers = archiveRequests({
    ...{ search, live, play, fileOf: (name) => pathOfTake(takes, name) },
    archiveFileOf: (name) => pathOfTake(archive, name),
  });
  return { archive, changed, live, play, handlers };
}

type Desk = Awaited<ReturnType<typeof desk>>;

async function opened(): Promise<Desk> {
  const asked = await desk();
  const state = () => asked.handlers["archive/state"].answer(null);
  await vi.waitFor(async () => expect((await state()).moments).toBe(300), 10_000);
  return asked;
}

const likeTake = (t: number) => ({ take: "tonight.take.ndjson", t, person: null });

test("asking for the state has the moments gathered, and whoever asks too early is told so", async () => {
  const { handlers, archive, changed } = await desk();
  expect(await handlers["archive/state"].answer(null)).toMatchObject({
    ...{ folder: archive, moments: 0, fault: null, opening: { phase: "opening" } },
  });
  await expect(handlers["archive/pose"].answer({ moment: 0, figures: 1 })).rejects.toThrow(
    `${archive} is being opened`,
  );
  await vi.waitFor(
    async () =>
      expect(await handlers["archive/state"].answer(null)).toEqual({
        ...{ folder: archive, moments: 300, tracks: 2, opening: null, fault: null },
      }),
    10_000,
  );
  expect(changed).toHaveBeenCalled();
});

test("moments like a take's are found wherever and by whomever it was danced, and can be played", async () => {
  const { handlers, play, archive } = await opened();
  const [found] = await handlers["archive/nearest"].answer({ like: likeTake(2.5), count: 2 });
  expect(found).toMatchObject({
    ...{ take: "long-ago.take.ndjson", person: 1, dancer: "nobody", style: "swing", source: "sines" },
  });
  expect(found!.t).toBeCloseTo(2.5, 1);
  expect(found!.left).toBeCloseTo(SECONDS - 1 / 30 - found!.t, 5);
  expect(unpackPoses(found!.poses)).toHaveLength(8);
  await handlers["archive/play"].answer({ moment: found!.moment, ...PLAYED });
  const start = { ...PLAYED, name: found!.take, from: found!.t, to: null, seed: false };
  expect(play).toHaveBeenCalledExactlyOnceWith(start, join(archive, found!.take));
});

test("a moment's own take around it is not like it", async () => {
  const { handlers } = await opened();
  const [pose, found] = await Promise.all([
    handlers["archive/pose"].answer({ moment: 60, figures: 3 }),
    handlers["archive/nearest"].answer({ like: { moment: 60 }, count: 5 }),
  ]);
  expect(pose).toMatchObject({ take: "long-ago.take.ndjson", t: 2 });
  expect(unpackPoses(pose.poses)).toHaveLength(3);
  for (const { take, t } of found) expect(take === pose.take && Math.abs(t - pose.t) < 1).toBe(false);
});

test("moments like the live dancer's are those of her last second", async () => {
  const { handlers, live } = await opened();
  const like = { live: null };
  await expect(handlers["archive/nearest"].answer({ like, count: 1 })).rejects.toThrow("nobody to be seen");
  const see = ({ body, root }: MotionFrame, t: number) =>
    live.see({ t, people: [person(7, { live: figure(7, { body, root }) })] });
  dance.slice(0, 76).forEach((frame, n) => {
    see(frame, n / 30);
  });
  const [found] = await handlers["archive/nearest"].answer({ like, count: 1 });
  expect(found!.take).toBe("long-ago.take.ndjson");
  expect(found!.t).toBeCloseTo(2.5, 1);
  expect(found!.distance).toBeLessThan(0.02);
  await expect(handlers["archive/nearest"].answer({ like: { live: 8 }, count: 1 })).rejects.toThrow("nobody");
});

test("what cannot be found is refused in one line", async () => {
  const { handlers } = await opened();
  const nearest = (like: Parameters<(typeof handlers)["archive/nearest"]["answer"]>[0]["like"]) =>
    handlers["archive/nearest"].answer({ like, count: 1 });
  await expect(nearest(likeTake(100))).rejects.toThrow(
    "tonight.take.ndjson: nobody is to be seen whole at 100.00 s",
  );
  await expect(nearest({ ...likeTake(1), person: 9 })).rejects.toThrow("person 9 is not to be seen whole");
  await expect(nearest({ ...likeTake(1), take: "gone.take.ndjson" })).rejects.toThrow("is not there");
  await expect(nearest({ ...likeTake(1), take: "../x.take.ndjson" })).rejects.toThrow("no name of a take");
  await expect(nearest({ moment: 300 })).rejects.toThrow("moment 300, expected one of the 300");
});

test("without an archive there is none, and whoever asks of it is told what to set", async () => {
  const handlers = archiveRequests({
    ...{ search: null, live: new LiveDancers(), play: async () => null },
    ...{ fileOf: (name: string) => name, archiveFileOf: (name: string) => name },
  });
  expect((await handlers["archive/state"].answer(null)).folder).toBeNull();
  await expect(handlers["archive/pose"].answer({ moment: 0, figures: 1 })).rejects.toThrow(
    "archive names nothing, expected a folder of takes to find moments in",
  );
});
