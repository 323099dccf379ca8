import {
  CHOICES,
  type Choice,
  DIALS,
  type Dial,
  type Knob,
  type Knobs,
  type Switch,
  type Turned,
} from "./knobs.ts";
import type { Sentences } from "./languages/sentences.ts";
import type { Command } from "./messages.ts";
import { MODES, type StageFrame } from "./stage.ts";

/*
 * What every key does. A foot pedal is a keyboard. The page answers keys by this table, its help and the README
 * print it.
 */

/** What a key asks of the page itself, rather than of the show. */
export type PageAction = "status" | "fullscreen" | "help" | "next" | "previous" | "above" | "below" | "take";

export interface Key {
  /** As `KeyboardEvent.key` names them; a pair turns something up and down, or on and back. */
  readonly keys: readonly string[];
  /** What it does, in a language. */
  readonly says: (sentences: Sentences) => string;
}

const DIAL_KEYS = {
  temperature: "t",
  answerLength: "a",
  options: "n",
  tempo: "v",
  echoDelay: "e",
  echoRecall: "r",
  partnerWander: "w",
  partnerSize: "z",
  partnerDistance: "d",
} as const satisfies Record<Dial, string>;

const TURN_KEYS = {
  look: "l",
  mirror: "m",
  gestures: "g",
  partnerSide: "s",
  duet: "p",
} as const satisfies Record<Choice | Switch, string>;

const PAGE_KEYS: Readonly<Record<string, PageAction>> = {
  o: "status",
  f: "fullscreen",
  h: "help",
  "?": "help",
  ArrowRight: "next",
  ArrowLeft: "previous",
  ArrowUp: "above",
  ArrowDown: "below",
  Enter: "take",
};

const upAndDown = (key: string): readonly string[] => [key, key.toUpperCase()];

export const KEYS: readonly Key[] = [
  ...MODES.map((mode, index): Key => ({ keys: [`${index + 1}`], says: ({ modes }) => modes[mode] })),
  { keys: [" "], says: ({ keys }) => keys.handOver },
  { keys: ["Backspace"], says: ({ keys }) => keys.restart },
  { keys: ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"], says: ({ keys }) => keys.point },
  { keys: ["Enter"], says: ({ keys }) => keys.take },
  knob("look", upAndDown(TURN_KEYS.look)),
  { keys: upAndDown("b"), says: ({ keys }) => keys.blend },
  ...(Object.keys(DIAL_KEYS) as (keyof typeof DIAL_KEYS)[]).map((dial) =>
    knob(dial, upAndDown(DIAL_KEYS[dial])),
  ),
  ...(["mirror", "partnerSide", "duet", "gestures"] as const).map((name) => knob(name, [TURN_KEYS[name]])),
  { keys: ["o"], says: ({ keys }) => keys.status },
  { keys: ["f"], says: ({ keys }) => keys.fullscreen },
  { keys: ["h", "?"], says: ({ keys }) => keys.help },
];

function knob(name: Knob, keys: readonly string[]): Key {
  return { keys, says: ({ knobs }) => knobs[name] };
}

/** What of the show a key's meaning depends on. */
export interface KeyContext extends Pick<StageFrame, "knobs" | "blend"> {
  readonly styles: readonly string[];
}

/** What a key does now; null for nothing. @param show null before anything is known of it */
export function actionOf(key: string, show: KeyContext | null): Command | PageAction | null {
  const mode = /^[1-9]$/.test(key) ? MODES[Number(key) - 1] : undefined;
  if (mode) return { tag: "command", command: "mode", mode };
  if (key === " ") return { tag: "command", command: "answer" };
  if (key === "Backspace") return { tag: "command", command: "restart" };
  if (PAGE_KEYS[key]) return PAGE_KEYS[key];
  const low = key.toLowerCase();
  const by = key === low ? 1 : -1;
  if (low === "b") return show && blend(show, by);
  if (PAGE_KEYS[low]) return PAGE_KEYS[low];
  const turned = show && turn(low, by, show.knobs);
  return turned && { tag: "command", command: "set", ...turned };
}

function turn(key: string, by: number, knobs: Knobs): Turned | null {
  const dial = keyed(DIAL_KEYS, key);
  if (dial) {
    const { min, max, step } = DIALS[dial];
    const next = Math.round(knobs[dial] / step + by) * step;
    return { knob: dial, value: Math.min(max, Math.max(min, Number(next.toFixed(6)))) };
  }
  const other = keyed(TURN_KEYS, key);
  if (!other) return null;
  if (other === "mirror" || other === "gestures") return { knob: other, value: !knobs[other] };
  const choices: readonly string[] = CHOICES[other];
  const at = choices.indexOf(knobs[other]) + by + choices.length;
  return { knob: other, value: choices[at % choices.length] } as Turned;
}

/** Round the styles: the dancer's own, the first, half of it with the second, the second, and so on. */
function blend({ blend: weights, styles }: KeyContext, by: number): Command | null {
  if (styles.length === 0) return null;
  const mixtures = [
    [],
    ...styles.flatMap((style, i) => mixturesFrom(style, styles[(i + 1) % styles.length]!)),
  ];
  const same = (mixture: typeof weights) =>
    mixture.length === weights.filter(({ weight }) => weight > 0).length &&
    mixture.every(({ style }) => weights.some((one) => one.style === style && one.weight > 0));
  const at = Math.max(0, mixtures.findIndex(same)) + by + mixtures.length;
  return { tag: "command", command: "blend", blend: mixtures[at % mixtures.length]! };
}

function mixturesFrom(style: string, next: string) {
  const alone = [{ style, weight: 1 }];
  if (style === next) return [alone];
  return [
    alone,
    [
      { style, weight: 0.5 },
      { style: next, weight: 0.5 },
    ],
  ];
}

function keyed<K extends string>(table: Readonly<Record<K, string>>, key: string): K | undefined {
  return (Object.keys(table) as K[]).find((name) => table[name] === key);
}

/** How a key is printed: a letter in capitals means with shift. */
export function keyName(key: string): string {
  if (key === " ") return "space";
  return (
    { ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓", Backspace: "backspace", Enter: "enter" }[
      key
    ] ?? key
  );
}

/** The table of keys as Markdown. */
export function keysReference(sentences: Sentences): string {
  const rows = KEYS.map(
    ({ keys, says }) => `| ${keys.map((key) => `\`${keyName(key)}\``).join(" ")} | ${says(sentences)} |`,
  );
  return ["| key | does |", "| --- | --- |", ...rows].join("\n");
}
