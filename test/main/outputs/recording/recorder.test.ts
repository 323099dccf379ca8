import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { readTake } from "../../../../main/archive/take-reader.ts";
import { createRecorder } from "../../../../main/outputs/recording/recorder.ts";
import { endWithWholeLine } from "../../../../main/outputs/recording/whole-lines.ts";
import { ConfigError } from "../../../../main/system/errors.ts";
import { projectRoot } from "../../../../main/system/files/paths.ts";
import { SteppedClock } from "../../../../shared/clock.ts";
import { emptyFolder } from "../../../support/folder.ts";
import { figure, person, stageFrame } from "../../../support/stage-frames.ts";
import { writtenLog } from "../../../support/written-log.ts";

async function read(file: string) {
  const damage: string[] = [];
  const { header, frames } = await readTake(file, { onDamage: (line) => damage.push(line) });
  const list = [];
  for await (const frame of frames) list.push(frame);
  return { header, frames: list, damage };
}

const open = (file: string) => {
  const { log, lines } = writtenLog(new SteppedClock());
  return createRecorder({ file, log }).then((recorder) => ({ recorder, lines }));
};

test("dancers and partners become two takes with time from the start, image, body and root", async () => {
  const file = join(emptyFolder(), "deep/show.take.ndjson");
  const { recorder, lines } = await open(file);
  expect(recorder.description).toBe(`recording to ${file}`);
  recorder.send(stageFrame(30, { people: [person(4), person(5, { partner: null })] }));
  recorder.send(stageFrame(31));
  await recorder.close();
  const [live, partner] = [await read(file), await read(file.replace(".take", ".partner.take"))];
  expect(live.header).toMatchObject({
    fps: 30,
    width: 1280,
    height: 720,
    source: "live, recorded by Continuo",
  });
  expect(live.frames.map(({ t, people }) => [t, people.map(({ id }) => id)])).toEqual([
    [0, [4, 5]],
    [0.0333, []],
  ]);
  expect(partner.frames.map(({ people }) => people.map(({ id }) => id))).toEqual([[4], []]);
  const { image, body, root } = live.frames[0]!.people[0]!;
  expect(root).toEqual(figure(4).root);
  expect(image?.[3]?.x).toBeCloseTo(figure(4).image[3]!.x, 4);
  expect(body?.[3]?.y).toBeCloseTo(figure(4).body[3]!.y, 4);
  expect({ lines, lost: recorder.lost }).toEqual({ lines: [], lost: 0 });
});

test("a recording that is there is never written over", async () => {
  const folder = emptyFolder();
  const file = join(folder, "show.take.ndjson");
  for (let run = 0; run < 3; run++) {
    const { recorder } = await open(file);
    recorder.send(stageFrame(run));
    await recorder.close();
  }
  expect(
    readdirSync(folder)
      .filter((name) => !name.includes("partner"))
      .sort(),
  ).toEqual(["show-2.take.ndjson", "show-3.take.ndjson", "show.take.ndjson"]);
});

test("a picture of another shape keeps the body's proportions", async () => {
  const file = join(emptyFolder(), "show.take.ndjson");
  const { recorder } = await open(file);
  recorder.send(stageFrame(0, { people: [person(1)] }));
  recorder.send(stageFrame(1, { people: [person(1)], width: 720, height: 720 }));
  await recorder.close();
  const [wide, square] = (await read(file)).frames.map(({ people }) => people[0]!.image!);
  for (const joint of [1, 5, 9])
    expect(square![joint]!.x - 0.5).toBeCloseTo(((wide![joint]!.x - 0.5) * 9) / 16, 3);
});

test("time that goes back is left out, so that the take can be read", async () => {
  const file = join(emptyFolder(), "show.take.ndjson");
  const { recorder, lines } = await open(file);
  for (const frame of [5, 6, 2, 7]) recorder.send(stageFrame(frame));
  await recorder.close();
  expect((await read(file)).frames).toHaveLength(3);
  expect(recorder.lost).toBe(2);
  expect(lines).toContainEqual(`warning: ${file}: 1 frame was not recorded`);
});

test("a file that the disk refuses is told by the recorder, and harms nothing", async () => {
  const file = join(emptyFolder(), "show.take.ndjson");
  const { recorder } = await open(file);
  expect(recorder.failure).toBeNull();
  // Free when the show began, and then taken by somebody else: only the partner can be written.
  writeFileSync(file, "somebody else's");
  for (let frame = 0; frame < 3; frame++) recorder.send(stageFrame(frame, { people: [person(1)] }));
  await expect.poll(() => recorder.failure).toMatch(`${file}: cannot be written (file already exists)`);
  recorder.send(stageFrame(3));
  expect(recorder.lost).toBe(1);
  await recorder.close();
  await recorder.close();
  expect((await read(file.replace(".take", ".partner.take"))).frames).toHaveLength(4);
  expect(readFileSync(file, "utf8")).toBe("somebody else's");
});

test("a take that the disk refused ends with a whole line; one without a frame goes", async () => {
  const folder = emptyFolder();
  const [cut, empty] = [join(folder, "cut"), join(folder, "empty")];
  writeFileSync(cut, '{"header":1}\n{"t":0}\n{"t":0.1,"peo');
  writeFileSync(empty, '{"header":1}\n{"t"');
  for (const file of [cut, empty, join(folder, "none")]) await endWithWholeLine(file);
  expect(readFileSync(cut, "utf8")).toBe('{"header":1}\n{"t":0}\n');
  expect(readdirSync(folder)).toEqual(["cut"]);
});

test("a name that is no take's and a folder that cannot be are refused before the show", async () => {
  await expect(open("show.json")).rejects.toThrow(ConfigError);
  await expect(open("show.json")).rejects.toThrow(
    "record is show.json, expected a name that ends in .take.ndjson",
  );
  const file = join(emptyFolder(), "file");
  writeFileSync(file, "");
  await expect(open(join(file, "x.take.ndjson"))).rejects.toThrow(
    "whose folder cannot be written (file already exists)",
  );
});

test("after kill -9 everything is there but at most the last line", async () => {
  const file = join(emptyFolder(), "show.take.ndjson");
  const module = (path: string) => JSON.stringify(pathToFileURL(join(projectRoot, path)).href);
  const script = `
    const { createRecorder } = await import(${module("main/outputs/recording/recorder.ts")});
    const { person, stageFrame } = await import(${module("test/support/stage-frames.ts")});
    const log = { warn: console.error, info: console.error, limited: () => log };
    const recorder = await createRecorder({ file: process.argv[1], log });
    let frame = 0;
    setInterval(() => {
      recorder.send(stageFrame(frame, { people: [person(1), person(2)] }));
      process.stdout.write(frame++ + "\\n");
    }, 2);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script, file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let sent = -1;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    sent = Number(text.trim().split("\n").at(-1));
    if (sent >= 300) child.kill("SIGKILL");
  });
  await once(child, "exit");
  expect(child.signalCode).toBe("SIGKILL");
  for (const take of [file, file.replace(".take", ".partner.take")]) {
    const { frames, damage } = await read(take);
    expect(frames.length + damage.length).toBeGreaterThanOrEqual(sent);
    expect(frames.at(-1)!.people).toHaveLength(2);
    expect(readFileSync(take, "utf8").split("\n").length - 2).toBe(frames.length);
  }
});
