import type { Settings } from "../config/settings.ts";
import { createResolver } from "../outputs/osc/resolver.ts";
import type { Check } from "./finding.ts";
import { camera, ffmpeg, machine } from "./machine.ts";
import { osc, port } from "./network.ts";
import { browser, display, electron } from "./screen.ts";

/** Everything that a show with these settings would use, in the order in which it would miss it. */
export function checksFor(settings: Settings): readonly Check[] {
  const { source, host } = settings;
  const resolve = createResolver();
  const isFile = source !== "camera" && source !== "demo";
  return [
    machine,
    camera(source),
    ffmpeg(isFile && !/\.take\.ndjson(\.gz)?$/.test(source)),
    display(host),
    electron(host),
    browser(host),
    port(settings.port),
    ...settings.osc.map((destination) => osc(destination, resolve)),
  ];
}
