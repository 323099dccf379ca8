import type { Command } from "../shared/messages.ts";
import { MODES, type Mode } from "../shared/stage.ts";

/** What a key asks of the page itself, rather than of the show. */
export type PageAction = "readout" | "fullscreen";

/**
 * Digits choose the mode, in the order of MODES (1 shadow, 2 answer). Space hands the dance over: in answer the
 * partner answers now; in shadow, where there are no turns to hand over, it changes to answer.
 * `o` shows the operator's readout, `f` fills the screen. A foot pedal is a keyboard.
 */
export function actionOf(key: string, mode: Mode): Command | PageAction | null {
  if (key === "o" || key === "O") return "readout";
  if (key === "f" || key === "F") return "fullscreen";
  if (key === " ") {
    return mode === "answer"
      ? { tag: "command", command: "answer" }
      : { tag: "command", command: "mode", mode: "answer" };
  }
  const chosen = /^[1-9]$/.test(key) ? MODES[Number(key) - 1] : undefined;
  return chosen ? { tag: "command", command: "mode", mode: chosen } : null;
}
