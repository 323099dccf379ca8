import { BRUSH } from "../../strokes/stroke-buffer.ts";
import type { LookRenderer } from "../look.ts";
import { drawCloud } from "./cloud.ts";
import { drawDust, drawGround } from "./dust.ts";
import { drawGrainHead } from "./head.ts";
import { DUST, GRAINS, SIGNS } from "./palette.ts";
import { drawTrunk } from "./trunk.ts";

/**
 * A body of particles (grains) of light. Weight: grains gather under the loaded foot, and shed grains sink; speed: motion
 * blur and fraying; time: grains lag behind, and dust hangs where hands have been.
 */
export const points: LookRenderer = {
  blend: "max",
  paper: null,
  backdrop: {
    base: [0.006, 0.007, 0.012],
    wall: [0.02, 0.024, 0.045],
    ground: [0.03, 0.034, 0.05],
    grain: 0,
  },
  marks: GRAINS,
  signs: SIGNS,
  draw(actor, { pen, lines, soft, now, playoutTime }) {
    const { scale, floor, light } = actor;
    pen.begin(actor);
    soft.setBrush(BRUSH.glow, DUST[actor.role]);
    const { chest, pelvis } = pen;
    const glow = light * 0.13 * (0.7 + Math.min(actor.energy, 1.2)) * Math.min(chest.seen, pelvis.seen);
    soft.stroke(chest.x, chest.y, 0.5 * scale, glow, pelvis.x, pelvis.y, 0.6 * scale, glow);
    soft.setBrush(BRUSH.pool, DUST[actor.role]);
    const lit = 0.22 * light * floor.confidence;
    soft.stroke(pelvis.x, floor.y + 0.02 * scale, 0.9 * scale, lit, pelvis.x, floor.y, 0.11 * scale, lit);
    drawGround(pen, actor, lines);
    drawDust(pen, actor, playoutTime, lines);
    drawCloud(pen, actor, now, playoutTime, lines);
    pen.begin(actor);
    drawTrunk(pen, actor, lines);
    drawGrainHead(pen, actor, lines);
  },
};
