import type { Settings } from "../config/settings.ts";
import { bringsPictures, openSource } from "../inputs/open-source.ts";
import { completeDestination } from "../outputs/osc/destination/preset.ts";
import { createResolver } from "../outputs/osc/wire/resolver.ts";
import { type Check, ok } from "./finding.ts";
import { backend, model, poseDetector } from "./inference.ts";
import { cameraCheck, ffmpeg, machineCheck } from "./machine.ts";
import { osc, port } from "./network.ts";
import { browser, display, electron } from "./screen.ts";

/** Everything that a show with these settings would use, in the order in which it would miss it. */
export function checksFor(settings: Settings): readonly Check[] {
  const { source, host } = settings;
  const resolve = createResolver();
  const fromFile = source !== "camera";
  const pictures = !fromFile || bringsPictures(source);
  return [
    machineCheck,
    fromFile ? sourceFile(source) : cameraCheck,
    ffmpeg(fromFile && pictures),
    ...(pictures ? [poseDetector(settings)] : []),
    backend(settings),
    model(settings),
    display(host),
    electron(host),
    browser(host),
    port(settings.port),
    ...settings.osc.map((destination) => osc(completeDestination(destination, settings.oscPrefix), resolve)),
  ];
}

function sourceFile(source: string): Check {
  return {
    about: "source",
    async look() {
      const opened = await openSource(source, true, () => {});
      await opened.close();
      return ok(opened.description);
    },
  };
}
