import { expect, test } from "vitest";
import { Channel } from "../../../../main/outputs/osc/format-encoder.ts";
import { Rows } from "../../../../main/outputs/osc/table/frame-values.ts";
import { Performers } from "../../../../main/outputs/performers/performers.ts";
import { swaying } from "../../../support/dance.ts";
import { destination } from "../../../support/osc-packets.ts";
import { decodePacket } from "../../../support/osc-receiver.ts";

test("signals are smoothed with every frame, however seldom a destination is told of them", () => {
  const [rows, cast] = [new Rows(), new Performers()];
  const channels = (["frame", 10] as const).map(
    (rate) => new Channel(destination({ rate, groups: new Set(["signals"]) }), { rows, scene: [] }),
  );
  let compared = 0;
  for (let n = 0; n < 60; n++) {
    const frame = cast.update(swaying(n, 1), n / 60);
    rows.update(frame, n / 60);
    const [often, seldom] = channels.map((channel) =>
      channel.frame(frame, n / 60, true).map((packet) => decodePacket(packet).messages),
    );
    expect(often).toHaveLength(1);
    if (seldom!.length === 0) continue;
    expect(seldom).toEqual(often);
    compared++;
  }
  expect(compared).toBe(10);
});
