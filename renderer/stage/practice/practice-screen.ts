import type { CoachingSentences } from "../../../shared/languages/coaching.ts";
import type { PracticeSentences } from "../../../shared/languages/practice.ts";
import { clamp } from "../../../shared/numbers.ts";
import type { Finding, Practice, PracticeMessage } from "../../../shared/practice.ts";
import { sayDifference, sayStretch, sayWhen } from "../../../shared/say-difference.ts";
import type { StagePerson } from "../../../shared/stage.ts";
import { feltBeat } from "./felt-beat.ts";
import { type FindingFigure, findingFigure } from "./finding-figure.ts";

/** All that the stage says of practising in words; what is null is not shown. */
export interface PracticeScreen {
  readonly countIn: CountIn | null;
  /** 0..1, how far the reference is. */
  readonly progress: number | null;
  /** Whose findings are shown: those of the pass before, in a rest. */
  readonly shown: PracticeMessage | null;
}

export interface CountIn {
  /** Beats until the reference begins. */
  readonly count: string;
  /** Which pass this is, and how fast. */
  readonly facts: string;
}

export interface PracticeWords {
  readonly coaching: CoachingSentences;
  readonly practice: PracticeSentences;
}

/** One thing that differed, in words, with the moment at which it did. */
export interface PracticeCard {
  readonly title: string;
  /** Each of them is a line. */
  readonly when: readonly string[];
  /** Only of what was found in two passes or more. */
  readonly habit: string | null;
  readonly figure: FindingFigure;
}

const NOTHING: PracticeScreen = { countIn: null, progress: null, shown: null };

/** @param last what was last said of a pass; null for nothing */
export function practiceScreen(
  practice: Practice | null,
  last: PracticeMessage | null,
  words: PracticeSentences,
): PracticeScreen {
  if (practice === null) return NOTHING;
  const { phase, stretch, position, count, pass, speed } = practice;
  if (phase === "rest" || phase === "waiting")
    return { ...NOTHING, shown: isOf(last, practice) ? last : null };
  const progress = clamp((position - stretch.begin) / (stretch.end - stretch.begin));
  if (phase === "pass" || count === null) return { ...NOTHING, progress };
  const facts = `${words.pass(pass)} · ${words.speed(Math.round(100 * speed))}`;
  return { ...NOTHING, progress, countIn: { count: `${count}`, facts } };
}

/** The side of the screen, which is a mirror, that is farther from her and from the reference. */
export function freeSide(people: readonly Pick<StagePerson, "live" | "partner">[]): "left" | "right" {
  const places = people.flatMap(({ live, partner }) => [live, ...(partner ? [partner] : [])]);
  const across = places.map(({ centre }) => 1 - centre.x);
  return Math.min(...across) > 1 - Math.max(...across) ? "left" : "right";
}

/**
 * Whether it is of the pass that has just been danced: comparing takes a moment, and a reference may be another. Who comes
 * near to read it, and out of the picture, is waited for: `pass` is the next one then.
 */
function isOf(last: PracticeMessage | null, { reference, pass, phase }: Practice): last is PracticeMessage {
  const danced = phase === "waiting" ? pass - 1 : pass;
  return last?.pass.reference === reference && last.pass.pass === danced;
}

/** @param tempo of the music in the room, beats a minute; null where there is none */
export function practiceCards(
  { findings }: PracticeMessage,
  tempo: number | null,
  words: PracticeWords,
): readonly PracticeCard[] {
  return findings.map((finding) => {
    const figure = findingFigure(finding);
    const when = [whenOf(finding, words.coaching), beatsOf(finding, tempo, words.practice)];
    if (figure.view === "side") when.push(words.practice.fromTheSide);
    return {
      title: capitalised(sayDifference(finding.difference, words.coaching)),
      when: when.filter((word) => word !== null),
      habit: finding.passes > 1 ? words.practice.habit(finding.passes) : null,
      figure,
    };
  });
}

function whenOf({ difference, beat }: Finding, words: CoachingSentences): string {
  if ("at" in difference) return sayWhen(difference.at, beat, words);
  return beat === null
    ? sayStretch(difference.reference, words)
    : sayWhen(difference.reference.begin, beat, words);
}

function beatsOf({ difference }: Finding, tempo: number | null, words: PracticeSentences): string | null {
  if (difference.kind !== "timing" || tempo === null) return null;
  const share = feltBeat(difference.late, tempo);
  return share && words.beats[share];
}

const capitalised = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1);
