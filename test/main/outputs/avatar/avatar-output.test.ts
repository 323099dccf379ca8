import { expect, test } from "vitest";
import { AvatarOutput } from "../../../../main/outputs/avatar/avatar-output.ts";
import type { AvatarSettings } from "../../../../main/outputs/avatar/avatar-settings.ts";
import { Performers } from "../../../../main/outputs/performers/performers.ts";
import { readPacket } from "../../../../main/system/osc/read-packet.ts";
import type { StageFrame } from "../../../../shared/stage.ts";
import { bodily, body, dancer } from "../../../support/dance.ts";
import { stageFrame } from "../../../support/stage-frames.ts";

function avatar({ who = "partner", person = 1, rate = "frame" }: Partial<AvatarSettings>) {
  const packets: Buffer[] = [];
  const sender = { send: (more: readonly Buffer[]) => void packets.push(...more) };
  const output = new AvatarOutput({ who, person, rate, sender }, 0);
  const performers = new Performers();
  const sent = () => packets.splice(0).flatMap((packet) => readPacket(packet));
  return {
    output,
    show(stage: StageFrame) {
      output.frame(performers.update(stage, stage.t), stage.t);
      return summaryOf(sent());
    },
    beat(now: number) {
      output.beat(now);
      return summaryOf(sent());
    },
  };
}

/** Whether somebody is there, and where her root is in Unity's axes. */
function summaryOf(messages: ReturnType<typeof readPacket>) {
  const find = (end: string) => messages.find(({ address }) => address === `/VMC/Ext/${end}`)?.args;
  const root = find("Root/Pos")?.slice(1, 4) as number[] | undefined;
  return {
    loaded: find("OK")?.[0] ?? null,
    root: root?.map((value) => Math.round(value * 1000) / 1000) ?? null,
  };
}

const live = bodily(body(), { root: { x: 1, y: 0.9, z: 0.5 }, centre: { x: 0.4, y: 0.55 } });
const partner = bodily(body(), { root: { x: 1, y: 0.9, z: 0.2 }, centre: { x: 0.6, y: 0.55 } });
const both = (frame: number) => stageFrame(frame, { t: frame / 30, people: [dancer(live, { partner })] });
const NOTHING = { loaded: null, root: null };

test("the dancer is where she is in the room", () => {
  expect(avatar({ who: "dancer" }).show(both(0))).toEqual({ loaded: 1, root: [-1, 0, 0.5] });
});

test("the partner is beside her by as much as on the stage, and as near as it dances", () => {
  const { show } = avatar({});
  const { root } = show(both(0));
  // A fifth of a picture that is 2.5 m high and 16:9.
  expect(root![0]).toBeCloseTo(-(1 + 0.2 * (16 / 9) * 2.5), 1);
  expect(root![2]).toBe(0.2);
});

test("when nobody is there any more that is told at once, then by the heartbeat", () => {
  const { show, beat } = avatar({ who: "dancer" });
  show(both(0));
  expect(beat(0.5)).toEqual(NOTHING);
  expect(show(stageFrame(20, { t: 0.7 }))).toEqual({ loaded: 0, root: null });
  expect(show(stageFrame(21, { t: 0.8 }))).toEqual(NOTHING);
  expect(beat(1.1)).toEqual({ loaded: 0, root: null });
});

test("the partner that dances alone is the first one's", () => {
  const alone = stageFrame(0, { t: 0, alone: partner });
  expect(avatar({}).show(alone)).toEqual({ loaded: 1, root: [-1, 0, 0.2] });
  expect(avatar({ person: 2 }).show(alone)).toEqual(NOTHING);
  expect(avatar({ who: "dancer" }).show(alone)).toEqual(NOTHING);
});

test("a rate keeps frames back", () => {
  const { show } = avatar({ who: "dancer", rate: 10 });
  const sent = Array.from({ length: 30 }, (_, f) => show(both(f))).filter(({ loaded }) => loaded === 1);
  expect(sent.length).toBe(10);
});
