import type { Settings } from "../config/settings.ts";
import { bringsPictures } from "../inputs/open-source.ts";
import { isVmc, vmcPlace } from "../inputs/vmc/vmc-source.ts";
import { ConfigError } from "../system/errors.ts";

/** @throws ConfigError naming the two settings that contradict each other. */
export function checkSettings(settings: Settings): void {
  const { source, once, detector, maxPeople } = settings;
  if (source === "camera" && once) {
    throw new ConfigError(
      "--once with --source camera: a camera has no end; expected demo, a video, a take or a piece",
    );
  }
  if (isVmc(source)) {
    vmcPlace(source);
    if (once)
      throw new ConfigError(
        `--once with --source ${source}: a suit has no end; expected demo, a video, a take or a piece`,
      );
  }
  if (source !== "camera" && bringsPictures(source) && detector === "page") {
    throw new ConfigError(
      `--detector page with --source ${source}: the page sees only its own camera; expected auto or engine`,
    );
  }
  if (detector === "page" && maxPeople > 1) {
    throw new ConfigError(
      `--detector page with --max-people ${maxPeople}: the page's detector follows one person; expected auto or engine`,
    );
  }
  checkMusic(settings);
  checkPractice(settings);
}

/** @throws ConfigError where a part of nothing is practised, or a part without length. */
function checkPractice({ practise, practiseFrom, practiseTo }: Settings): void {
  const [option, seconds] =
    practiseFrom > 0 ? ["--practise-from", practiseFrom] : ["--practise-to", practiseTo];
  if (practise === null && seconds > 0)
    throw new ConfigError(
      `${option} ${seconds} without --practise: expected the name of the take or piece to practise`,
    );
  if (practiseTo > 0 && practiseTo <= practiseFrom)
    throw new ConfigError(
      `--practise-from ${practiseFrom} with --practise-to ${practiseTo}: expected an end after the beginning`,
    );
}

/** @throws ConfigError where what listens has no page that it could listen in, or nobody believes it. */
function checkMusic({ host, ears, clock: { midi, timecode, trust } }: Settings): void {
  const twice = trust.find((source, index) => trust.indexOf(source) !== index);
  if (twice !== undefined)
    throw new ConfigError(`--clock-trust names ${twice} more than once; expected each at most once`);
  const listeners = [
    { option: "--ears", listens: ears, source: "sound" },
    { option: "--clock-midi", listens: midi !== null, source: "midi" },
    { option: "--clock-timecode", listens: timecode !== null, source: "timecode" },
  ] as const;
  for (const { option, source } of listeners.filter(({ listens }) => listens)) {
    if (host === "none")
      throw new ConfigError(
        `${option} with --host none: it is the stage's page that listens; expected auto, electron or browser`,
      );
    if (!trust.includes(source))
      throw new ConfigError(
        `${option} with a --clock-trust that lacks ${source}: nobody would dance to what is heard; expected ${source} in it`,
      );
  }
}
