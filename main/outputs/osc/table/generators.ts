import { GENERATOR_NAMES, type GeneratorName, PARAMETERS } from "../../../../shared/commands/parameters.ts";
import type { StagePerson } from "../../../../shared/stage.ts";
import { type Address, int } from "./address.ts";

export type GeneratorSubject = Pick<StagePerson, "partner" | "options">;

const NAMED = GENERATOR_NAMES.map((name, index) => `${index + 1} ${name}`).join(", ");
const codeOf = (name: GeneratorName | null | undefined) => (name ? GENERATOR_NAMES.indexOf(name) + 1 : 0);
const code = (name: string) => int(name, 0, GENERATOR_NAMES.length);

/** What each partner and each option is danced by. */
export const GENERATOR_ADDRESSES: readonly Address<GeneratorSubject>[] = [
  {
    path: "/generator/{n}",
    group: "generators",
    when: "present",
    args: [code("generator")],
    description: `Which generator the partner dances by: 0 none, as in an echo, ${NAMED}.`,
    read: ({ partner }) => [codeOf(partner?.generator)],
  },
  {
    path: "/options/{n}",
    group: "generators",
    when: "present",
    args: Array.from({ length: PARAMETERS.options.argument.max }, (_, index) => code(`${index + 1}`)),
    description: `Which generator each option is from, row after row: 0 where there is none, ${NAMED}.`,
    read: ({ options }) =>
      Array.from({ length: PARAMETERS.options.argument.max }, (_, index) =>
        codeOf(options[index]?.generator),
      ),
  },
];
