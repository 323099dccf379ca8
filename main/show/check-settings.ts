import type { Settings } from "../config/settings.ts";
import { bringsPictures } from "../inputs/open-source.ts";
import { ConfigError } from "../system/errors.ts";

/** @throws ConfigError naming the two settings that contradict each other. */
export function checkSettings({ source, once, detector, maxPeople }: Settings): void {
  if (source === "camera" && once) {
    throw new ConfigError(
      "--once with --source camera: a camera has no end; expected demo, a video, a take or a piece",
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
}
