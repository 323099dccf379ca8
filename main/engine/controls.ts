import { knobsOf } from "../../shared/knobs.ts";
import type { EngineCommand } from "../../shared/messages.ts";
import type { StageFrame } from "../../shared/stage.ts";
import { isTurnBased } from "./phrase/turn-taking.ts";
import type { EngineSettings } from "./settings.ts";

/** How the show is set: what a person may change while it runs. */
export type Controls = Pick<StageFrame, "mode" | "knobs" | "blend" | "blackout" | "frozen">;

/** As the settings say. */
export const firstControls = (settings: EngineSettings): Controls => ({
  mode: settings.mode,
  knobs: knobsOf(settings),
  blend: settings.blend,
  ...{ blackout: false, frozen: false },
});

/** The controls after a command; the same where it only asks for something to be done. */
export function controlled(controls: Controls, command: EngineCommand): Controls {
  switch (command.command) {
    case "mode":
      return { ...controls, mode: command.mode };
    // Where there are no turns to hand over, they begin.
    case "answer":
      return isTurnBased(controls.mode) ? controls : { ...controls, mode: "answer" };
    case "set":
      return { ...controls, knobs: { ...controls.knobs, [command.knob]: command.value } };
    case "blend":
      return { ...controls, blend: command.blend };
    case "blackout":
      return { ...controls, blackout: command.on };
    case "freeze":
      return { ...controls, frozen: command.on };
    default:
      return controls;
  }
}
