import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { readTake } from "../../main/archive/take-reader.ts";
import type { ExportOptions } from "../../main/jobs/export-options.ts";
import { exportTakes } from "../../main/jobs/export-takes.ts";
import { stageFramesOf } from "../../main/jobs/film/cast-takes.ts";
import { drawn, type FilmPlan, pageScript } from "../../main/jobs/film/export-film.ts";
import { HeadlessBrowser } from "../../main/jobs/film/headless-browser.ts";
import { LOOK_NAMES, type LookName } from "../../shared/commands/parameters.ts";
import type { FilmBackground } from "../../shared/film.ts";
import { launchChromium } from "../support/chromium.ts";
import { chromiumProgram, hasChromium } from "../support/chromium-program.ts";
import { emptyFolder } from "../support/folder.ts";
import { jobContext } from "../support/job-context.ts";
import { amount, LONG } from "../support/long.ts";
import { shortTake } from "../support/short-take.ts";

/*
 * Films as they are drawn in real Chromium, and read back by ffmpeg.
 */

const SIZE = { width: 320, height: 180 };
const BYTES = 4 * SIZE.width * SIZE.height;

const asked = (
  takes: readonly string[],
  output: string,
  film: ExportOptions["film"] = {},
): ExportOptions => ({
  ...{ takes, output, seconds: null, person: null, marey: false, force: false, model: "models/first" },
  film: { size: SIZE, browser: chromiumProgram(), ...film },
});

/** What ffprobe says of a film's pictures, each of which it decodes. */
const probed = (file: string): Record<string, unknown> => {
  const shown = ["codec_name", "width", "height", "r_frame_rate", "pix_fmt", "nb_read_frames", "color_space"];
  const what = [
    "-count_frames",
    "-select_streams",
    "v:0",
    "-show_entries",
    `stream=${shown}:stream_tags=alpha_mode`,
  ];
  const said = execFileSync("ffprobe", ["-v", "error", ...what, "-of", "json", file], { encoding: "utf8" });
  return JSON.parse(said).streams[0];
};

/** Every picture, decoded with its alpha: RGBA, the highest row first. */
const decoded = (file: string): Buffer =>
  execFileSync(
    "ffmpeg",
    ["-v", "error", ...(file.endsWith(".webm") ? ["-c:v", "libvpx-vp9"] : []), "-i", file].concat(
      "-vf",
      "scale=in_color_matrix=bt709",
      "-f",
      "rawvideo",
      "-pix_fmt",
      "rgba",
      "-",
    ),
    { maxBuffer: 1 << 30 },
  );

async function castOf(take: string) {
  const { frames } = await readTake(take, { onDamage: () => {} });
  const dancer = await Array.fromAsync(frames);
  return { dancer, partner: [], picture: { width: 1280, height: 720 } };
}

/** Opened once, since that takes longer than a film; every film has a page of its own in it. */
let drawing: HeadlessBrowser | null = null;

/** The pictures of a film before they are encoded. @param slowdown of the page, a factor */
async function pictures(
  take: string,
  look: LookName,
  plan: FilmPlan,
  background: FilmBackground,
  slowdown = 1,
): Promise<Buffer[]> {
  const context = jobContext();
  const script = await pageScript();
  drawing ??= await HeadlessBrowser.open(chromiumProgram(), SIZE, "", context.signal);
  // Drawing is what is slow, not loading what draws.
  await drawing.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  await drawing.send("Page.navigate", { url: "about:blank" });
  await drawing.evaluate(`${script}\n;undefined`);
  await drawing.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  const stage = stageFramesOf(await castOf(take), look);
  return Array.fromAsync(drawn(drawing, stage, plan, background, context));
}

const sums = (frames: readonly Buffer[]) =>
  frames.map((one) => createHash("sha256").update(one).digest("hex"));

/** A pixel of a picture whose lowest row is first, as of one whose highest is. */
const upright = (at: number): number => {
  const pixel = at / 4;
  const [x, y] = [pixel % SIZE.width, Math.floor(pixel / SIZE.width)];
  return 4 * ((SIZE.height - 1 - y) * SIZE.width + x);
};

const leftovers = () => readdirSync(tmpdir()).filter((name) => name.startsWith("continuo-film-"));

const transparentFilms = new Map<LookName, Promise<TransparentFilm>>();

interface TransparentFilm {
  readonly file: string;
  /** Its last picture, as it was drawn. */
  readonly drew: Buffer;
}

/** Six frames, made once in each look. */
function transparentFilm(look: LookName): Promise<TransparentFilm> {
  const made = transparentFilms.get(look) ?? makeTransparentFilm(look);
  transparentFilms.set(look, made);
  return made;
}

async function makeTransparentFilm(look: LookName): Promise<TransparentFilm> {
  const folder = mkdtempSync(join(tmpdir(), "continuo-films-"));
  folders.push(folder);
  const take = shortTake(folder, 2);
  const file = join(folder, "a.webm");
  await exportTakes({ ...asked([take], file, { look }), seconds: 0.2 }, jobContext());
  const plan = { from: 59 / 30 - 0.2, total: 6, fps: 30 };
  return { file, drew: (await pictures(take, look, plan, "transparent"))[5]! };
}

const folders: string[] = [];

afterAll(async () => {
  await drawing?.close();
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** One of light and one of ink; they are encoded in one way. */
const ENCODED: readonly LookName[] = LONG ? LOOK_NAMES : ["line", "ink"];

describe.skipIf(!hasChromium)("films", { timeout: 300_000 }, () => {
  test("a WebM has the frames, the rate and the size that were asked for, and alpha", async () => {
    const folder = emptyFolder();
    const output = join(folder, "a.webm");
    const context = jobContext();
    const options = asked([shortTake(folder, 2)], output, { fps: 24 });
    expect(await exportTakes(options, context)).toEqual([output]);
    expect(probed(output)).toMatchObject({
      ...{
        codec_name: "vp9",
        ...SIZE,
        r_frame_rate: "24/1",
        color_space: "bt709",
        tags: { alpha_mode: "1" },
      },
      nb_read_frames: String(Math.round((59 / 30) * 24) + 1),
    });
    expect(context.reports.at(-1)).toMatchObject({ phase: "drawing", unit: "frame", done: 48, total: 48 });
    expect(context.notes[0]).toMatch(/^drawn by .*SwiftShader/);
    expect(readdirSync(folder).toSorted()).toEqual(["a.webm", "short.take.ndjson"]);
  });

  test("an MP4 plays from its beginning, with sound where a file of it is given", async () => {
    const folder = emptyFolder();
    const sound = join(folder, "tone.wav");
    execFileSync("ffmpeg", ["-v", "error", "-f", "lavfi", "-i", "sine=d=4", sound]);
    const output = join(folder, "a.mp4");
    const options = asked([shortTake(folder, 3)], output, { sound, look: "ink" });
    await exportTakes({ ...options, seconds: 1 }, jobContext());
    expect(probed(output)).toMatchObject({
      ...{ codec_name: "h264", ...SIZE, r_frame_rate: "30/1", pix_fmt: "yuv420p", nb_read_frames: "30" },
    });
    const length = ["-show_entries", "stream=codec_type,duration", "-of", "csv=p=0"];
    const said = execFileSync("ffprobe", ["-v", "error", ...length, output], { encoding: "utf8" });
    expect(said).toMatch(/^video,1\.0+\naudio,1\.0\d+\n$/);
    // The index stands before the pictures, so that it plays while it is loaded.
    const bytes = readFileSync(output);
    expect(bytes.indexOf("moov")).toBeLessThan(bytes.indexOf("mdat"));
    // On its paper, which is light: the stage and not the dark.
    expect(
      decoded(output)
        .subarray(0, 3)
        .every((channel) => channel > 150),
    ).toBe(true);
  });

  test.each(ENCODED)("what a transparent film of %s shows is what was drawn, at each pixel", async (look) => {
    const { file, drew } = await transparentFilm(look);
    const film = decoded(file).subarray(5 * BYTES, 6 * BYTES);
    let [opaque, clear, alphaOff, colourOff] = [0, 0, 0, 0];
    for (let at = 0; at < BYTES; at += 4) {
      const there = upright(at);
      const alpha = drew[at + 3]!;
      alphaOff += Math.abs(alpha - film[there + 3]!) / (BYTES / 4);
      if (alpha === 0 && film[there + 3]! < 4) clear++;
      if (alpha < 200) continue;
      opaque++;
      for (let channel = 0; channel < 3; channel++)
        colourOff += Math.abs(drew[at + channel]! - film[there + channel]!) / 3;
    }
    expect(clear).toBeGreaterThan(0.5 * (BYTES / 4));
    // Grains are few.
    expect(opaque).toBeGreaterThan(30);
    expect(alphaOff).toBeLessThan(1.5);
    // Straight alpha: multiplied by it, light would be far darker at its edges.
    expect(colourOff / opaque).toBeLessThan(12);
  });

  test("in a browser, the colour behind a transparent film shows through", async () => {
    const { file, drew } = await transparentFilm("line");
    const browser = await launchChromium();
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    const green = [0, 177, 64] as const;
    const shown = await page.evaluate(
      async ([film, [red, g, blue], width, height]) => {
        const video = document.createElement("video");
        video.muted = true;
        // Of the picture, not of the position, which may be there before it.
        const shows = (from: number) =>
          new Promise<void>((resolve, reject) => {
            video.onerror = () => reject(new Error(video.error?.message));
            const look = (_: number, { mediaTime }: VideoFrameCallbackMetadata) =>
              mediaTime >= from ? resolve() : video.requestVideoFrameCallback(look);
            video.requestVideoFrameCallback(look);
          });
        const begun = shows(0);
        video.src = `data:video/webm;base64,${film}`;
        await begun;
        const last = shows(4.5 / 30);
        video.currentTime = 5.5 / 30;
        await last;
        const context = new OffscreenCanvas(width, height).getContext("2d")!;
        context.fillStyle = `rgb(${red} ${g} ${blue})`;
        context.fillRect(0, 0, width, height);
        context.drawImage(video, 0, 0);
        return [...context.getImageData(0, 0, width, height).data];
      },
      [readFileSync(file).toString("base64"), green, SIZE.width, SIZE.height] as const,
    );
    let [behind, behindOff, around, aroundOff] = [0, 0, 0, 0];
    for (let at = 0; at < BYTES; at += 4) {
      const there = upright(at);
      const alpha = drew[at + 3]! / 255;
      const off = green.reduce<number>((sum, colour, channel) => {
        const over = alpha * drew[at + channel]! + (1 - alpha) * colour;
        return sum + Math.abs(over - shown[there + channel]!) / 3;
      }, 0);
      if (alpha === 0) {
        behind++;
        behindOff += off;
      } else {
        around++;
        aroundOff += off;
      }
    }
    expect(behind).toBeGreaterThan(0.5 * (BYTES / 4));
    expect(around).toBeGreaterThan(1000);
    expect(behindOff / behind).toBeLessThan(0.5);
    // As light over green; without alpha, or multiplied by it, colours would be off by a hundred.
    expect(aroundOff / around).toBeLessThan(5);
  });

  test("the same film is drawn again, pixel for pixel, by a machine that is six times slower", async () => {
    const take = shortTake(emptyFolder(), 2);
    const plan = { from: 1.5, total: amount({ everyday: 2, long: 8 }), fps: 30 };
    for (const look of LOOK_NAMES) {
      const once = sums(await pictures(take, look, plan, "stage"));
      expect(sums(await pictures(take, look, plan, "stage", 6))).toEqual(once);
      expect(new Set(once).size).toBe(once.length);
    }
  });

  test("over a colour that colour is around the dancer", async () => {
    const take = shortTake(emptyFolder(), 2);
    const [frame] = await pictures(take, "line", { from: 1, total: 1, fps: 30 }, [0, 177, 64]);
    expect([...frame!.subarray(BYTES - 4)]).toEqual([0, 177, 64, 255]);
  });

  test("one that is stopped leaves neither a file nor a browser", async () => {
    const folder = emptyFolder();
    const before = leftovers();
    const context = jobContext(({ phase, done }) => phase === "drawing" && done === 3);
    const output = join(folder, "a.webm");
    await expect(exportTakes(asked([shortTake(folder, 2)], output), context)).rejects.toThrow("stopped");
    expect(readdirSync(folder)).toEqual(["short.take.ndjson"]);
    expect(leftovers()).toEqual(before);
  });

  test("what cannot be filmed is told in one line", async () => {
    const folder = emptyFolder();
    const take = shortTake(folder, 1);
    const to = (output: string, film: ExportOptions["film"], takes = [take]) =>
      exportTakes(asked(takes, join(folder, output), film), jobContext());
    await expect(to("a.mp4", { background: "transparent" })).rejects.toThrow(
      "expected a name that ends in .webm",
    );
    await expect(to("a.mp4", { size: { width: 321, height: 180 } })).rejects.toThrow(
      "--size is 321x180, expected even numbers of pixels from 16 to 4096",
    );
    await expect(to("a.png", { fps: 30 })).rejects.toThrow("expected a name that ends in .mp4 or .webm");
    await expect(to("a.webm", {}, [take, take, take])).rejects.toThrow("3 takes for a film, expected");
    await expect(to("a.webm", { browser: join(folder, "none") })).rejects.toThrow(
      /^none: .*expected a Chromium/,
    );
    const mute = join(folder, "mute");
    writeFileSync(mute, "#!/bin/sh\necho 'no screen' >&2\nexit 3\n", { mode: 0o755 });
    await expect(to("a.webm", { browser: mute })).rejects.toThrow("mute: it ended with code 3");
    await expect(to("a.mp4", { sound: take })).rejects.toThrow("ffmpeg cannot write it");
    for (const name of ["a.webm", "a.mp4", "a.webm.part", "a.mp4.part"])
      expect(existsSync(join(folder, name)), name).toBe(false);
  });
});
