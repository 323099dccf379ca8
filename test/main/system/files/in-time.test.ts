import { expect, test, vi } from "vitest";
import { inTime } from "../../../../main/system/files/in-time.ts";
import { refusedWith } from "../../../support/hostile-files.ts";

/** A drive that answers when it is told to. */
function drive() {
  const { promise, resolve } = Promise.withResolvers<string>();
  return { ask: vi.fn(() => promise), answer: resolve };
}

test("a drive that is silent is told of, not asked again meanwhile, and asked again once it has answered", async () => {
  const { ask, answer } = drive();
  const late = vi.fn();
  expect(await refusedWith(() => inTime("/z/a", ask, 0.01, late))).toBe("does not answer for 0 s");
  expect(await refusedWith(() => inTime("/z/a", ask, 0.01, late))).toBe("still does not answer");
  expect(ask).toHaveBeenCalledTimes(1);
  answer("at last");
  await vi.waitFor(() => expect(late).toHaveBeenCalledWith("at last"));
  expect(await inTime("/z/a", async () => "again")).toBe("again");
});

test("many files on it do not take all threads", async () => {
  const drives = [drive(), drive(), drive()];
  const lines = [];
  for (const [i, { ask }] of drives.entries())
    lines.push(await refusedWith(() => inTime(`/z/${i}`, ask, 0.01)));
  expect(lines.at(-1)).toBe("cannot be read while /z/0 and /z/1 do not answer");
  expect(drives[2]!.ask).not.toHaveBeenCalled();
  for (const { answer } of drives) answer("");
  await vi.waitFor(async () => expect(await inTime("/z/2", async () => "here")).toBe("here"));
});
