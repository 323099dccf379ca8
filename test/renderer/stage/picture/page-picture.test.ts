import { afterEach, expect, test, vi } from "vitest";
import { pictureOf } from "../../../../renderer/stage/picture/page-picture.ts";

afterEach(() => void vi.unstubAllGlobals());

test("what is no picture is said in one line, in the place of any picture", () => {
  vi.stubGlobal("CSS", { supports: (_: string, colour: string) => colour === "black" });
  const line = { textContent: "", hidden: true };
  const page = { getElementById: () => line } as unknown as Document;
  expect(pictureOf("?show=partner&background=black", page)).toMatchObject({ background: "black" });
  expect(line.hidden).toBe(true);
  expect(pictureOf("?show=nobody", page)).toBe(null);
  expect(line).toEqual({
    textContent: 'show is "nobody", expected both, partner, dancer or alone',
    hidden: false,
  });
});
