import { seededRandom } from "../../main/motion/random.ts";
import type { Seconds } from "../../shared/pose.ts";
import { PLAYERS, type Track, track, waltz } from "./tracks.ts";

/** A track, and from when on its beats are to be heard. */
export interface Heard {
  readonly track: Track;
  readonly since: Seconds;
}

const TEMPI = [70, 84, 100, 118, 128, 140, 150, 165, 180];
const SECONDS = 20;
const STEADY: Seconds = 6;
/** Seconds after a change of tempo. */
const LOCKED: Seconds = 5;

const changed = ({ samples, ...rest }: Track, how: string, change: (sample: number) => number): Track => ({
  ...rest,
  name: `${rest.name}, ${how}`,
  samples: samples.map(change),
});

/** Everything that beats must be heard of: what is played, at every tempo, and what may become of it on its way. */
export function trackGrid(): Heard[] {
  const random = seededRandom(11);
  const noise = () => 2 * random() - 1;
  const steady = Object.entries({ ...PLAYERS, waltz }).flatMap(([name, player]) =>
    TEMPI.map((tempo) =>
      track(
        `${name} ${tempo}`,
        player,
        () => tempo,
        SECONDS,
        () => true,
        name === "waltz" ? 3 : 4,
      ),
    ),
  );
  const worse = ["drums", "swing"].flatMap((name) =>
    [84, 128].flatMap((tempo) => {
      const clean = track(`${name} ${tempo}`, PLAYERS[name]!, () => tempo, SECONDS);
      return [
        changed(clean, "quiet", (sample) => 0.01 * sample),
        changed(clean, "in noise", (sample) => sample + 0.1 * noise()),
        changed(clean, "clipped", (sample) => Math.max(-0.9, Math.min(0.9, 4 * sample))),
      ];
    }),
  );
  const drift = track("drums 100 to 124", PLAYERS.drums!, (t) => 100 + 0.8 * t, 30);
  const pause = track(
    "house 124 with a break",
    PLAYERS.house!,
    () => 124,
    30,
    (t) => t < 12 || t > 17,
  );
  const faster = track("drums 100, then 132", PLAYERS.drums!, (t) => (t < 14 ? 100 : 132), 30);
  const slower = track("house 140, then 90", PLAYERS.house!, (t) => (t < 14 ? 140 : 90), 30);
  return [
    ...[...steady, ...worse, drift].map((one) => ({ track: one, since: STEADY })),
    { track: pause, since: 17 + LOCKED },
    ...[faster, slower].map((one) => ({ track: one, since: 14 + LOCKED })),
  ];
}
