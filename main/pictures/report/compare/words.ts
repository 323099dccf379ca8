import { BODY_PARTS, type ComparedPart } from "../../../../shared/body-parts.ts";
import { en } from "../../../../shared/languages/en.ts";
import type { Difference, Section } from "../../../../shared/practice.ts";
import { sayDifference, sayStretch, sayWhen } from "../../../../shared/say-difference.ts";
import { stemOf } from "../../../../shared/stem.ts";
import { type Compared, differencesOf, sectionsOf } from "./compared.ts";

/*
 * Every sentence of the report on two takes, and of what the command line says of them. What differs is said as on the
 * stage and on the desk.
 */

const COACHING = en.coaching;
/** So many differences are named first. */
export const PLAINEST = 3;

export const HEADINGS = {
  most: "What differs most",
  others: "What else differs",
  sections: "What is not danced as it is there",
  late: "How late, over time",
  off: "How far off, over time",
  timeline: "Both, moment by moment",
  figures: "In figures",
  how: "How this was measured, and what it cannot tell",
} as const;

export const LATE_NOTE =
  "Up is late, down is early. A gap: nothing moves there, or it is not danced. Numbers are those of the differences above; letters those of the stretches.";
export const OFF_NOTE =
  "Centimetres of her body between each part and the reference's at the same moment of the dance, hips on hips; weight: between the two middles of the hips in the room.";
export const TIMELINE_NOTE =
  "Above the reference on her body, below the dance at the same moment of the phrase, as the camera saw her. Thick: a hand's breadth or more away.";
export const CARD_NOTE =
  "Solid: the dance. Dashed: the reference, on her body. The part that differs is thick and coloured.";
export const VIEWS = {
  front: "seen from the front",
  left: "seen from her left",
  right: "seen from her right",
};
export const REFERENCE = "reference";
export const DANCE = "dance";
export const UNKNOWN = "–";

export const title = ({ reference, dance }: Compared): string =>
  `${stemOf(dance.name)}, beside ${stemOf(reference.name)}`;

/** Whether it is the same phrase. */
export function verdict({ comparison: { likeness } }: Compared): string {
  const sure = `likeness ${likeness.toFixed(2)}, where more than 0.5 is the same`;
  return likeness > 0.5
    ? `It is the same phrase (${sure}).`
    : `It is not the same phrase (${sure}): what follows sets two different dances beside each other, and is to be read so.`;
}

/** In one sentence, what differs most. */
export function most(compared: Compared): string {
  const differences = differencesOf(compared).slice(0, PLAINEST).map(sayWithTime);
  const sections = sectionsOf(compared).map(saySection);
  if (differences.length + sections.length === 0)
    return "Nothing differs by more than a camera's noise makes of two alike dances.";
  return `${capital([...sections.slice(0, PLAINEST), ...differences].join("; "))}.`;
}

export const sayPart = (part: ComparedPart): string => capital(COACHING.parts[part]);

export const say = (difference: Difference): string => capital(sayDifference(difference, COACHING));

/** "right arm 120 ms late at 3.2 s" */
export const sayWithTime = (difference: Difference): string =>
  `${sayDifference(difference, COACHING)} ${sayWhen(difference.at, null, COACHING)}`;

/** When, how long and how plain. */
export const sayDetails = ({ at, stretch, weight }: Difference): string =>
  `${capital(sayWhen(at, null, COACHING))}, in ${sayStretch(stretch, COACHING)}; ${weight.toFixed(1)} times what camera noise alone makes.`;

/** "left out: 3.2 to 5.1 s" */
export function saySection(section: Section): string {
  const what = sayDifference(section, COACHING);
  const [reference, dance] = [section.reference, section.dance].map((stretch) =>
    sayStretch(stretch, COACHING),
  );
  switch (section.kind) {
    case "missing":
    case "mirrored":
      return `${what}: ${reference}`;
    case "added":
      return `${what}: ${dance} of the dance, ${sayWhen(section.reference.begin, null, COACHING)} of the reference`;
    case "repeated":
      return `${what}: ${reference}, in ${dance} of the dance`;
  }
}

export function sayLate(late: number | null): string {
  if (late === null || Number.isNaN(late)) return UNKNOWN;
  const ms = 10 * Math.round(100 * late);
  if (ms === 0) return "on time";
  return `${COACHING.time(Math.abs(ms))} ${ms > 0 ? "late" : "early"}`;
}

export const saySize = (size: number | null): string =>
  size === null || Number.isNaN(size) ? UNKNOWN : `${Math.round(100 * size)} %`;

export const sayOff = (metres: number): string =>
  Number.isNaN(metres) ? UNKNOWN : `${Math.round(100 * metres)} cm`;

export const FIGURES = {
  caption: "Means over all of the reference that is danced.",
  columns: ["", "How late", "How large its movement is", "How far off"],
};

/** The rows of the table, and of what the command line prints. */
export function figureRows({ comparison: { figures } }: Compared): readonly (readonly string[])[] {
  return [
    [sayPart("whole"), sayLate(figures.late.whole), UNKNOWN, UNKNOWN],
    ...BODY_PARTS.map((part) => [
      sayPart(part),
      sayLate(figures.late[part]),
      saySize(figures.size[part]),
      sayOff(figures.off[part]),
    ]),
    [sayPart("weight"), UNKNOWN, UNKNOWN, sayOff(figures.off.weight)],
  ];
}

/** How it was measured. */
export function how({ comparison, due, speed }: Compared): readonly string[] {
  const slowed =
    speed === 1
      ? ""
      : ` It was danced to the reference at ${Math.round(100 * speed)} % of its speed; late is by seconds of the room.`;
  const from =
    due === null
      ? "Lateness is counted from where the two fit best: a dance that is late by the same time from beginning to end is on time here."
      : `Lateness is counted from the reference's beginning at ${due.toFixed(2)} s of the dance.`;
  return [
    `Both takes were brought to ${comparison.fps} frames a second, to the dancer's proportions, one heading and one place, and laid beside each other by dynamic time warping (Sakoe and Chiba, 1978) of the whole body and of each part. How late something is, is the warp's offset. ${from}${slowed}`,
    "A difference is named when it is larger than what a poor camera's noise makes of two dances that are alike; the first is the plainest.",
  ];
}

/** What a camera cannot tell. */
export const LIMITS: readonly string[] = [
  "One camera sees depth least surely: towards it and away from it, differences of some centimetres are its own. A limb that is hidden is guessed, and no lateness under some 40 ms is sure.",
  "No camera sees fingers and gaze, breath, the tension of a muscle, or how weight is given to the floor. What a difference is worth is for dancer and teacher to say: none of this is a mark.",
];

/** Where a take is from. */
export function provenance(
  role: string,
  { name, dancer, source, licence, person, recordedFps }: Compared["dance"],
): string {
  const facts = [
    dancer && `danced by ${dancer}`,
    `person ${person}`,
    `${Number(recordedFps.toFixed(2))} frames a second`,
    source,
    licence && `licence ${licence}`,
  ];
  return `${capital(role)}: ${name} (${facts.filter((fact) => fact !== "").join("; ")}).`;
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
