import { availableParallelism, totalmem } from "node:os";
import { text } from "node:stream/consumers";
import { startFfmpeg } from "../inputs/ffmpeg.ts";
import { SourceError } from "../system/errors.ts";
import { brokenFrom, type Check, ok } from "./finding.ts";

export const machineCheck: Check = {
  about: "machine",
  run() {
    const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
    const { platform, arch, versions } = process;
    return ok(`Node ${versions.node} on ${platform} ${arch}, ${availableParallelism()} cores, ${memory}`);
  },
};

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
