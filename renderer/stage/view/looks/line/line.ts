import type { LookRenderer } from "../look.ts";
import { drawDancer } from "./dancer.ts";
import { drawFloor } from "./floor.ts";
import { drawHalo } from "./halo.ts";
import { AURA, BODY, SIGNS } from "./palette.ts";
import { drawPartner } from "./partner.ts";
import { drawTrail } from "./trail.ts";

/**
 * Light in the dark. Weight: the pool of light under the loaded foot; speed: the halo, and ribbons from hands and feet;
 * time: the partner's earlier poses, as in Marey's chronophotographs.
 */
export const line: LookRenderer = {
  blend: "max",
  paper: null,
  backdrop: {
    base: [0.008, 0.009, 0.013],
    wall: [0.032, 0.036, 0.052],
    ground: [0.06, 0.062, 0.075],
    grain: 0,
  },
  marks: BODY,
  signs: SIGNS,
  draw(actor, { pen, lines, soft, now, playoutTime }) {
    drawFloor(actor, soft);
    drawTrail(pen, actor, playoutTime, lines);
    pen.begin(actor);
    drawHalo(pen, AURA[actor.role], actor.energy, soft);
    if (actor.role === "dancer") drawDancer(pen, lines);
    else drawPartner(pen, now, lines);
  },
};
