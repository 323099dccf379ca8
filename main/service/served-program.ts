import { delimiter } from "node:path";
import type { ServedProgram } from "./service.ts";

/** What a window needs to find somebody's screen. */
const DISPLAY = ["DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY"] as const;

export interface Started {
  readonly node: string;
  readonly entry: string;
  readonly folder: string;
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  /** The setting: what shows the stage. */
  readonly host: "auto" | "electron" | "browser" | "none";
}

/** This program as a service: started as now, with the same options, and finding the same other programs. */
export function servedProgram(options: readonly string[], started: Started): ServedProgram {
  const { node, entry, folder, platform, env, host } = started;
  const hasScreen = platform !== "linux" || Boolean(env.WAYLAND_DISPLAY || env.DISPLAY);
  const onDesktop = host === "electron" || (host === "auto" && hasScreen);
  // Those of npm are there only while npm runs.
  const path = (env.PATH ?? "").split(delimiter).filter((each) => !/[\\/]node_modules[\\/]/.test(each));
  const screen = onDesktop && platform === "linux" ? DISPLAY : [];
  const kept = screen.flatMap((name) => (env[name] ? [[name, env[name]] as const] : []));
  return {
    ...{ node, entry, folder, options, onDesktop },
    env: { PATH: path.join(delimiter), ...Object.fromEntries(kept) },
  };
}
