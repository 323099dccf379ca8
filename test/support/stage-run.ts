import { Engine } from "../../main/engine/engine.ts";
import type { MomentArchive } from "../../main/engine/partner/archive-dance.ts";
import type { EngineSettings } from "../../main/engine/settings.ts";
import type { Generator } from "../../main/generators/generator.ts";
import { GeneratorSet } from "../../main/generators/generator-set.ts";
import type { MotionFrame } from "../../main/motion/motion-frame.ts";
import { seededRandom } from "../../main/motion/random.ts";
import { SteppedClock } from "../../shared/clock.ts";
import { initialControls } from "../../shared/commands/controls.ts";
import type { EngineCommand } from "../../shared/commands/table.ts";
import type { Pose } from "../../shared/pose.ts";
import type { StageFrame, StagePerson } from "../../shared/stage.ts";
import { poseFrame } from "./bodies.ts";
import { ENGINE_SETTINGS } from "./engine-settings.ts";
import { VelocityGenerator } from "./velocity-generator.ts";

type Ask<C> = C extends EngineCommand ? Omit<C, "tag"> : never;

/** An engine that is fed people by hand, frame by frame at 30 fps. */
export class StageRun {
  readonly engine: Engine;
  /** Of the next frame. */
  #n = 0;

  constructor(
    changes: Partial<EngineSettings> = {},
    generator: Generator = new VelocityGenerator(),
    phrase: readonly MotionFrame[] = [],
    archive: MomentArchive | null = null,
  ) {
    const settings = { ...ENGINE_SETTINGS, ...changes };
    this.engine = new Engine({
      ...{ settings, phrase, archive, detector: null, firstFrame: 0 },
      generators: generator instanceof GeneratorSet ? generator : new GeneratorSet({ model: generator }),
      controls: initialControls(settings),
      clock: new SteppedClock(),
      random: seededRandom(1),
    });
  }

  get now(): number {
    return this.#n / 30;
  }

  /** Lets people dance on for `seconds`; what is shown meanwhile. */
  async dance(seconds: number, people: (t: number) => readonly Pose[]): Promise<readonly StageFrame[]> {
    const frames: StageFrame[] = [];
    for (const end = this.#n + Math.round(seconds * 30); this.#n < end; this.#n++) {
      frames.push(await this.engine.process(poseFrame(this.now, people(this.now))));
    }
    return frames;
  }

  /** The last that is shown of one dancer alone, after so many seconds. */
  async lastOf(seconds: number, people: (t: number) => readonly Pose[]): Promise<StagePerson> {
    return (await this.dance(seconds, people)).at(-1)!.people[0]!;
  }

  ask(command: Ask<EngineCommand>): void {
    this.engine.command({ tag: "command", ...command } as EngineCommand);
  }
}
