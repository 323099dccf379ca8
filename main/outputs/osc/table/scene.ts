import { NO_POSE, type NoPose } from "../../../../shared/pose.ts";
import { MODES, type Mode, TURNS, type Turn } from "../../../../shared/stage.ts";
import { type Address, type Argument, float, int, share } from "./address.ts";

const REASONS = ["seen", ...NO_POSE] as const;
/** Beats after which the heartbeat's value repeats. */
const HEARTBEAT_STEPS = 16;

export interface PhraseSubject {
  readonly turn: Turn;
  readonly progress: number;
}

export const PHRASE_ADDRESS: Address<PhraseSubject> = {
  path: "/phrase/{n}",
  group: "phrase",
  when: "present",
  args: [int("turn", 0, TURNS.length - 1), share("progress")],
  description:
    "Turn: 0 the dancer's, 1 the partner's, 2 the dancer chooses. How much of the phrase, the answer or the time to choose has passed.",
  read: ({ turn, progress }) => [TURNS.indexOf(turn), progress],
};

export interface SceneSubject {
  readonly mode: Mode;
  readonly turn: Turn;
  readonly progress: number;
  readonly reason: NoPose | null;
  /** Whether the show is open to visitors. */
  readonly open: boolean;
  readonly blackout: boolean;
  readonly frozen: boolean;
  readonly fps: number;
  /** Counts up by one each time. */
  readonly beat: number;
}

function scene(
  name: string,
  argument: Argument,
  description: string,
  value: (subject: SceneSubject) => number,
): Address<SceneSubject> {
  return {
    path: name,
    group: "scene",
    when: "2 Hz",
    args: [argument],
    description,
    read: (subject) => [value(subject)],
  };
}

const named = (names: readonly string[]) => names.map((name, code) => `${code} ${name}`).join(", ");

export const SCENE_ADDRESSES: readonly Address<SceneSubject>[] = [
  scene("/scene/mode", int("mode", 0, MODES.length - 1), `How the partner dances: ${named(MODES)}.`, (it) =>
    MODES.indexOf(it.mode),
  ),
  scene(
    "/scene/turn",
    int("turn", 0, TURNS.length - 1),
    `Whose turn it is, of the first dancer: ${named(TURNS)}.`,
    (it) => TURNS.indexOf(it.turn),
  ),
  scene(
    "/scene/progress",
    share("progress"),
    "How much of the first dancer's phrase has passed.",
    (it) => it.progress,
  ),
  scene(
    "/scene/reason",
    int("reason", 0, REASONS.length - 1),
    `Why nobody is seen: ${named(REASONS)}.`,
    (it) => REASONS.indexOf(it.reason ?? "seen"),
  ),
  scene(
    "/scene/open",
    int("open", 0, 1),
    "1 while the show is open; 0 outside its hours: everything goes to rest within 3 s, then only the scene and the heartbeat are sent.",
    (it) => (it.open ? 1 : 0),
  ),
  scene("/scene/blackout", int("blackout", 0, 1), "1 while the stage is kept dark.", (it) =>
    it.blackout ? 1 : 0,
  ),
  scene("/scene/freeze", int("freeze", 0, 1), "1 while everybody is shown as they were.", (it) =>
    it.frozen ? 1 : 0,
  ),
  scene(
    "/scene/fps",
    float("fps", 0, 1000),
    "Frames a second that the engine makes; 0 when it makes none.",
    (it) => it.fps,
  ),
  scene(
    "/heartbeat",
    float("beat", 0, 1),
    `Another value each time, in ${HEARTBEAT_STEPS} steps from 0 upwards and round: when it stands still, the link is dead.`,
    (it) => (it.beat % HEARTBEAT_STEPS) / HEARTBEAT_STEPS,
  ),
];
