import { expect, test } from "vitest";
import { texturesCheck } from "../../../main/doctor/textures.ts";
import { parseSharedTexture } from "../../../main/link/picture-windows.ts";

const wall = [parseSharedTexture("name=Wall,size=640x360")];
const MISSING = "@napolab/texture-bridge-core is not installed (npm run setup:textures)";
const run = async (textures: typeof wall, platform: NodeJS.Platform, missing: string | null = MISSING) =>
  texturesCheck({ textures }, platform, missing).run(new AbortController().signal);

test("what shares textures is named where it is missing, and is a fault only where it is asked for", async () => {
  expect(await run([], "darwin")).toMatchObject({
    state: "limited",
    found: `Syphon: ${MISSING}`,
    advice: "it is needed for --textures alone",
  });
  expect((await run(wall, "win32")).state).toBe("broken");
  expect(await run(wall, "win32", null)).toMatchObject({ state: "ok", found: "Spout, Wall" });
  expect((await run([], "linux")).state).toBe("ok");
  expect((await run(wall, "linux")).state).toBe("broken");
});
