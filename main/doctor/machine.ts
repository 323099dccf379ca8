import { accessSync, constants, readdirSync, readFileSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";
import { text } from "node:stream/consumers";
import { startFfmpeg } from "../inputs/ffmpeg.ts";
import { SourceError } from "../system/errors.ts";
import { brokenFrom, type Check, limited, ok } from "./finding.ts";

export const machineCheck: Check = {
  about: "machine",
  run() {
    const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
    const { platform, arch, versions } = process;
    return ok(`Node ${versions.node} on ${platform} ${arch}, ${availableParallelism()} cores, ${memory}`);
  },
};

/** The stage page opens the camera; from here only the device files of Linux can be checked. */
export const cameraCheck: Check = {
  about: "camera",
  run() {
    if (process.platform !== "linux") return ok("asked for in the stage page");
    const devices = readdirSync("/dev").filter((name) => /^video\d+$/.test(name));
    if (devices.length === 0)
      return limited("none", "plug one in; until then the demo dances, and a camera that comes is taken");
    const open = devices.filter(isAccessible);
    if (open.length > 0) return ok(open.map(cameraName).join(", "));
    return limited(
      `${devices.map(cameraName).join(", ")}: not open to this user`,
      "run: sudo usermod -aG video $USER, and log in again",
    );
  },
};

function isAccessible(device: string): boolean {
  try {
    accessSync(`/dev/${device}`, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function cameraName(device: string): string {
  try {
    return `${readFileSync(`/sys/class/video4linux/${device}/name`, "utf8").trim()} (/dev/${device})`;
  } catch {
    return `/dev/${device}`;
  }
}

/** An ffmpeg that takes longer to say its version hangs. */
const VERSION_WITHIN_MS = 10_000;

/** @param needed whether the source is a video, which ffmpeg decodes. */
export function ffmpegCheck(needed: boolean, withinMs = VERSION_WITHIN_MS): Check {
  return {
    about: "ffmpeg",
    async run() {
      try {
        const programs = ["ffmpeg", "ffprobe"] as const;
        const [version] = await Promise.all(programs.map((program) => versionOf(program, withinMs)));
        return ok(version ?? "there");
      } catch (error) {
        const result = brokenFrom(error);
        return needed ? result : { ...result, state: "limited" };
      }
    },
  };
}

async function versionOf(program: "ffmpeg" | "ffprobe", withinMs: number): Promise<string | undefined> {
  const running = await startFfmpeg(program, ["-version"]);
  const said = await running.within(
    withinMs,
    text(running.output).catch(() => ""),
  );
  if (running.hung)
    throw new SourceError(
      `${program}: gave no answer within ${withinMs / 1000} s; expected a program that starts at once, from a disk that answers`,
    );
  return /version (\S+)/.exec(said)?.[1];
}
