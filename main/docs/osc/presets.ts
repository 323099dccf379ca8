import {
  type DestinationSettings,
  FORMAT_ENTRIES,
} from "../../outputs/osc/destination/destination-schema.ts";
import { completeDestination, loadPreset, presetNames } from "../../outputs/osc/destination/preset.ts";
import { expectedOf } from "../../schema/parse.ts";
import { code, markdownTable } from "../markdown.ts";

/** What a destination may say of itself. */
const MEANINGS: Readonly<Record<keyof typeof FORMAT_ENTRIES, readonly [meaning: string, usual: string]>> = {
  transport: ["UDP; TCP with OSC 1.0's length before each packet; TCP with OSC 1.1's SLIP", "`udp`"],
  rate: ["how often at most; `frame` is with every frame. Events go at once", "`frame`"],
  prefix: ["what every address begins with", "`oscPrefix`"],
  bundles: ["one bundle a frame, or each message in a packet of its own", "`true`"],
  split: [
    "what has a message of its own: all of a frame, each person, each line of the table, each keypoint, each value",
    "`line`",
  ],
  scale: ["what 0 and 1 become, of places and shares", "`[0, 1]`"],
  smoothing: [
    "time constant of every float, in seconds, instead of each one's usual",
    "as the signal has it",
  ],
  groups: ["which groups of the address table are sent", "all but generators"],
  map: ["signals to addresses of the receiver's own, see below", "none"],
  messages: ["messages of one's own, see below", "none"],
};

export function destinationTable(): string {
  const rows = Object.entries(MEANINGS).map(([name, [meaning, usual]]) => [
    code(name),
    meaning,
    expectedOf(FORMAT_ENTRIES[name as keyof typeof FORMAT_ENTRIES]),
    usual,
  ]);
  return markdownTable(["key", "what it is", "what it may be", "usual"], rows);
}

/** Each preset: what it sends, and what to set up on the other side. */
export function presetList(): string {
  return presetNames().map(presetSection).join("\n\n");
}

function presetSection(name: string): string {
  const { about, setup, port } = loadPreset(name);
  const settings: DestinationSettings = { host: "host", preset: name };
  const { transport, rate, bundles, prefix, split, groups, customMessages } = completeDestination(
    settings,
    "/continuo",
  );
  const traits = [
    `${transport.toUpperCase()} port ${port}`,
    rate === "frame" ? "with every frame" : `${rate} Hz`,
    bundles ? "in bundles" : "no bundles",
    groups.size > 0
      ? `the address table, a message for each ${split}, under ${code(prefix)}`
      : "nothing of the address table",
  ];
  const sent = customMessages.map(({ on, address, args }) => {
    const tags = args.map((arg) => Object.keys(arg)[0]).join("");
    const names = args.map((arg) => ("s" in arg ? `"${arg.s}"` : "i" in arg ? arg.i : arg.f)).join(" ");
    return `- ${code(`${address}${tags && ` ,${tags}`}`)} ${names}${on === "frame" ? "" : `${names && ", "}on ${on}`}`;
  });
  const steps = setup.map((step, i) => `${i + 1}. ${step}`);
  return [
    `#### ${code(name)}: ${about}`,
    "",
    `${traits.join("; ")}.`,
    ...(sent.length ? ["", ...sent] : []),
    "",
    ...steps,
  ].join("\n");
}
