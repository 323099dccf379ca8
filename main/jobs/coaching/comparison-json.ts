import { BODY_PARTS } from "../../../shared/body-parts.ts";
import { en } from "../../../shared/languages/en.ts";
import { sayDifference } from "../../../shared/say-difference.ts";
import {
  type Compared,
  type ComparedTake,
  differencesOf,
  sectionsOf,
} from "../../pictures/report/compare/compared.ts";

/*
 * {"format":"continuo-comparison","version":1,"fps":30,
 *  "reference":{"take":"...","person":1,"begin":0,"frames":300,"source":"...","licence":"..."},"dance":{the same},
 *  "due":null,"speed":1,"likeness":0.97,
 *  "figures":{"late":{"whole":0.1,"head":null,...},"size":{"head":1.02,...},"off":{"head":0.03,...,"weight":0.1}},
 *  "differences":[{"kind":"timing","late":0.12,"part":"right_arm","stretch":{...},"at":3.2,"weight":2.1,"text":"right arm 120 ms late"}],
 *  "sections":[{"kind":"missing","reference":{"begin":3.2,"end":5.1},"dance":{...},"text":"left out"}],
 *  "path":[0,1.02,null,...],"lateness":{"whole":[...],...},"off":{"head":[...],...,"weight":[...]}}
 *
 * Seconds and metres. Stretches and `at` are of the takes' own time; `due` is of the dance from its first frame on. The
 * three last have a value for each frame of the reference, null where there is none; `path` is in frames of the dance.
 */

/** A comparison as one JSON document. */
export function comparisonJson(compared: Compared): string {
  const { reference, dance, due, speed, comparison } = compared;
  const { fps, likeness, figures, path, lateness, off } = comparison;
  const told = <One extends Parameters<typeof sayDifference>[0]>(one: One) => ({
    ...one,
    text: sayDifference(one, en.coaching),
  });
  const document = {
    ...{ format: "continuo-comparison", version: 1, fps },
    ...{ reference: takeOf(reference), dance: takeOf(dance), due, speed, likeness, figures },
    differences: differencesOf(compared).map(told),
    sections: sectionsOf(compared).map(told),
    path: [...path],
    lateness: each(["whole", ...BODY_PARTS], lateness),
    off: each([...BODY_PARTS, "weight"], off),
  };
  return JSON.stringify(document, rounded);
}

const takeOf = ({ name, person, begin, clip, source, licence }: ComparedTake) => ({
  ...{ take: name, person, begin, frames: clip.frames, source, licence },
});

const each = <Name extends string>(names: readonly Name[], of: Readonly<Record<Name, Float32Array>>) =>
  Object.fromEntries(names.map((name) => [name, [...of[name]]]));

/** Four decimals, as in a take; JSON itself has null for what is no number. */
const rounded = (_key: string, value: unknown): unknown =>
  typeof value === "number" && !Number.isInteger(value) ? Number(value.toFixed(4)) : value;
