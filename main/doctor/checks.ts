import type { Settings } from "../config/settings.ts";
import { bringsPictures, openSource } from "../inputs/open-source.ts";
import { isVmc, vmcPlace } from "../inputs/vmc/vmc-source.ts";
import { MARIONETTE_PORT } from "../outputs/avatar/vmc-messages.ts";
import { completeDestination } from "../outputs/osc/destination/preset.ts";
import { createResolver } from "../outputs/osc/wire/resolver.ts";
import { cameraCheck } from "./camera.ts";
import { deskCheck } from "./desk.ts";
import { type Check, ok } from "./finding.ts";
import { hoursCheck } from "./hours.ts";
import { backendCheck, modelCheck, poseDetectorCheck } from "./inference.ts";
import { ffmpegCheck, machineCheck } from "./machine.ts";
import { oscCheck, portCheck, udpPortCheck } from "./network.ts";
import { networkCardsCheck } from "./network-cards.ts";
import { browserCheck, displayCheck, electronCheck, filmCheck } from "./screen.ts";
import { texturesCheck } from "./textures.ts";

/** Checks of everything that a show with these settings uses, in the order in which it starts. */
export function checksFor(settings: Settings): readonly Check[] {
  const { source, host } = settings;
  const resolve = createResolver();
  const fromFile = source !== "camera";
  const pictures = !fromFile || bringsPictures(source);
  return [
    machineCheck,
    hoursCheck(settings),
    sourceCheck(settings),
    ffmpegCheck(fromFile && pictures),
    ...(pictures ? [poseDetectorCheck(settings)] : []),
    backendCheck(settings),
    modelCheck(settings),
    displayCheck(host),
    electronCheck(host),
    browserCheck(host),
    filmCheck,
    texturesCheck(settings),
    portCheck(settings.port),
    deskCheck(settings),
    networkCardsCheck(settings),
    ...settings.osc.map((destination) =>
      oscCheck(completeDestination(destination, settings.oscPrefix), resolve),
    ),
    ...settings.vmc.map((avatar) => oscCheck({ port: MARIONETTE_PORT, ...avatar }, resolve, "VMC")),
  ];
}

function sourceCheck(settings: Settings): Check {
  const { source } = settings;
  if (source === "camera") return cameraCheck(settings);
  return isVmc(source) ? udpPortCheck(vmcPlace(source)) : sourceFile(source);
}

function sourceFile(source: string): Check {
  return {
    about: "source",
    async run() {
      const opened = await openSource(source, true, () => {});
      await opened.close();
      return ok(opened.description);
    },
  };
}
