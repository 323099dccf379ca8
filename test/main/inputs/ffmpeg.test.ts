import { expect, test } from "vitest";
import { startFfmpeg } from "../../../main/inputs/ffmpeg.ts";

test("a pipe of ffmpeg's that breaks while nobody reads it ends nothing; its exit code is what counts", async () => {
  const ffmpeg = await startFfmpeg("ffmpeg", ["-version"]);
  for (const stream of [ffmpeg.output, ffmpeg.errors, ffmpeg.side]) {
    stream.emit("error", new Error("read EIO"));
    stream.resume();
  }
  expect(await ffmpeg.exit).toBe(0);
});
