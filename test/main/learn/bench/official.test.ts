import { expect, test } from "vitest";
import type { VideoClip } from "../../../../main/learn/bench/clip.ts";
import { measureOfficial } from "../../../../main/learn/bench/official.ts";
import { UserError } from "../../../../main/system/errors.ts";
import { jobContext } from "../../../support/job-context.ts";

const CLIP: VideoClip = {
  description: "a clip",
  frames: [{ tag: "image", width: 2, height: 2, data: new Uint8Array(12), t: 0 }],
};

const servers = () => process.getActiveResourcesInfo().filter((name) => name === "TCPServerWrap").length;

test.each(["/nowhere/chromium", "/bin/false"])(
  "a browser that does not start, %s, is told in one line, and nothing stays open for it",
  async (chromium) => {
    const before = servers();
    const error: unknown = await measureOfficial(CLIP, "lite", chromium, jobContext()).catch(
      (thrown) => thrown,
    );
    expect(error).toBeInstanceOf(UserError);
    const { message } = error as UserError;
    expect(message).toContain(`the official package, lite, since ${chromium} failed: `);
    expect(message).not.toContain("\n");
    await expect.poll(servers).toBe(before);
  },
  60_000,
);
