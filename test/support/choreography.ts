import { readTake } from "../../main/archive/take-reader.ts";
import { DEMO_TAKE } from "../../main/inputs/demo.ts";
import { type ParameterValues, parametersOf } from "../../shared/commands/parameters.ts";
import { gridCells } from "../../shared/grid.ts";
import type { BodyPoint, RoomPoint } from "../../shared/pose.ts";
import type { Figure, StageFrame, StagePerson } from "../../shared/stage.ts";
import { ENGINE_SETTINGS } from "./engine-settings.ts";

const ASPECT = 16 / 9;
const FPS = 30;
const GRID = { x: 0.24, y: 0.2, width: 0.36, height: 0.427 };

interface Moment {
  readonly body: readonly BodyPoint[];
  readonly root: RoomPoint;
}

export interface Where {
  /** Middle of the hips, 0..1 of the picture; height of the floor; picture heights a metre. */
  readonly x: number;
  readonly floor?: number;
  readonly scale?: number;
  readonly score?: number;
  /** Metres to walk sideways freely: else it stays in its place. */
  readonly roams?: boolean;
}

/** What a frame has besides people; parameters that are not named stand where they do at first. */
type Rest = Omit<Partial<StageFrame>, "parameters"> & { readonly parameters?: Partial<ParameterValues> };

/** The demo dancer, put on the stage without an engine: what a page has to draw, exactly repeatable. */
export class Choreography {
  readonly #moments: readonly Moment[];

  static async load(): Promise<Choreography> {
    const { frames } = await readTake(DEMO_TAKE, { onDamage: () => {} });
    const moments: Moment[] = [];
    for await (const { people } of frames) {
      const { body, root } = people[0]!;
      moments.push({ body: body as readonly BodyPoint[], root: root! });
    }
    return new Choreography(moments);
  }

  private constructor(moments: readonly Moment[]) {
    this.#moments = moments;
  }

  figure(t: number, { x, floor = 0.93, scale = 0.42, score = 1, roams = true }: Where): Figure {
    const at = (seconds: number) => this.#moments[Math.round(seconds * FPS) % this.#moments.length]!;
    const { body, root } = at(t);
    const before = at(t - 1 / FPS + this.#moments.length / FPS);
    const middle = this.#moments.reduce((sum, one) => sum + one.root.x, 0) / this.#moments.length;
    const aside = roams ? root.x - middle : 0;
    const image = body.map((point) => ({
      x: rounded(x + (scale * (aside + point.x)) / ASPECT),
      y: rounded(floor - scale * (root.y + point.y)),
      score,
    }));
    const way = body.reduce(
      (sum, point, joint) =>
        sum + Math.hypot(point.x - before.body[joint]!.x, point.y - before.body[joint]!.y),
      0,
    );
    const centre = { x: x + (scale * aside) / ASPECT, y: floor - scale * root.y };
    const energy = (way / body.length / 1.7) * FPS;
    return { image, body, root, centre, velocity: { x: 0, y: 0 }, energy };
  }

  /** Somebody with a partner half a second ahead of her. */
  person(
    id: number,
    t: number,
    x: number,
    partnerX: number,
    more: Partial<StagePerson> = {},
    where: Partial<Where> = {},
  ): StagePerson {
    return {
      id,
      live: this.figure(t, { x, ...where }),
      partner: this.figure(t + 0.5, { x: partnerX, ...where }),
      turn: "listening",
      phraseSeconds: 2,
      progress: 0,
      options: [],
      grid: null,
      chosen: null,
      gesture: null,
      foreseen: null,
      nextGenerator: "model",
      ...more,
    };
  }

  /** She chooses among `count` dances, each from another moment. */
  choosing(t: number, count: number, more: Partial<StagePerson> = {}): StagePerson {
    const options = gridCells(GRID, count).map((cell, index) => {
      const scale = Math.min(cell.height / 2.05, (cell.width * ASPECT) / 1.5);
      const place = { x: cell.x + cell.width / 2, floor: cell.y + cell.height * 0.95, scale, roams: false };
      return this.figure(t + 4.3 * index + 3, place);
    });
    const live = this.figure(t, { x: 0.42, roams: false });
    return {
      ...this.person(1, t, 0.42, 0.7),
      live,
      turn: "choosing",
      progress: 0.3,
      options,
      grid: GRID,
      ...more,
    };
  }

  frames(
    from: number,
    to: number,
    people: (t: number) => readonly StagePerson[],
    more: Rest | ((t: number) => Rest) = {},
  ): StageFrame[] {
    return Array.from({ length: Math.round((to - from) * FPS) }, (_, i) => {
      const t = from + i / FPS;
      const { parameters, ...rest } = typeof more === "function" ? more(t) : more;
      return {
        frame: Math.round(t * FPS),
        t,
        width: 1280,
        height: 720,
        mode: "shadow",
        parameters: { ...parametersOf(ENGINE_SETTINGS), ...parameters },
        blend: [],
        ...{ blackout: false, frozen: false },
        people: people(t),
        alone: null,
        events: [],
        reason: null,
        ignored: [],
        music: null,
        practice: null,
        timing: { detect: 0, predict: 0, total: 0 },
        ...rest,
      };
    });
  }
}

/** As on a wire: pages get these by the thousand. */
const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;
