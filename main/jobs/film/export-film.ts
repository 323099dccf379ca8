import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { FilmBackground, FilmPage } from "../../../shared/film.ts";
import type { Seconds } from "../../../shared/pose.ts";
import type { StageFrame } from "../../../shared/stage.ts";
import { isPieceFile } from "../../archive/piece/piece-file.ts";
import { pictureOf, type TakeFrame } from "../../archive/take.ts";
import { ConfigError, SourceError, UserError } from "../../system/errors.ts";
import { projectRoot } from "../../system/files/paths.ts";
import { type JobContext, step } from "../../system/job.ts";
import { chromiumProgram } from "../../system/processes/programs.ts";
import type { DancedTake } from "../dance-files.ts";
import type { ExportOptions } from "../export-options.ts";
import { LANE_IDS, readDanceOrPiece } from "../piece-dances.ts";
import { type FilmCast, stageFramesOf } from "./cast-takes.ts";
import { checkFilm, FILM, type FilmOptions } from "./film-options.ts";
import { type FilmEnding, FilmWriter } from "./film-writer.ts";
import { HeadlessBrowser } from "./headless-browser.ts";

/** So long before the film begins the stage is there already: figures have come, the floor is found, trails are drawn. */
const BEFORE: Seconds = 3;
/** The stage draws what arrived so long ago, so that there are two frames to draw between. */
const BEHIND: Seconds = 0.037;
/** Frames a second of what stands still before the take begins. */
const STILL_FPS = 30;
/** A take longer than this is no film. */
const LONGEST: Seconds = 4 * 3600;

/** Films takes as the stage shows them: one as the dancer, a second as her partner. @throws as `exportTakes` does. */
export async function film(options: ExportOptions, ending: FilmEnding, context: JobContext): Promise<void> {
  const { output, seconds: wanted } = options;
  const asked: FilmOptions = { ...FILM, ...options.film };
  checkFilm(asked);
  const background = asked.background ?? (ending === ".webm" ? "transparent" : "stage");
  if (background === "transparent" && ending === ".mp4")
    throw new ConfigError(`--background none with ${output}, expected a name that ends in .webm`);
  const browser = asked.browser ?? chromiumProgram();
  if (browser === null)
    throw new UserError(
      `${output}: no Chromium or Chrome on this machine, which draws films; expected one (Debian, Ubuntu: sudo apt-get install chromium), or its path as --browser`,
    );
  const cast = await castOf(options, asked, context);
  const { look, size, sound } = asked;
  const plan = planOf(cast, wanted, asked.fps);
  const { from, total, fps } = plan;
  const script = await pageScript();
  const writer = await FilmWriter.open(output, {
    ...{ ending, ...size, fps, transparent: background === "transparent", seconds: total / fps },
    sound: sound === null ? null : { file: sound, from },
  });
  try {
    const page = await HeadlessBrowser.open(browser, size, script, context.signal);
    try {
      let written = Promise.resolve();
      for await (const pixels of drawn(page, stageFramesOf(cast, look), plan, background, context)) {
        // One is drawn while the one before it is taken: no more are in memory.
        await written;
        written = writer.write(pixels);
        // It is heard when it is waited for.
        written.catch(() => {});
      }
      await written;
      await writer.finish();
    } finally {
      await page.close();
    }
  } finally {
    await writer.close();
  }
}

/** Which part of the takes a film shows, and in how many frames. */
export interface FilmPlan {
  /** On the takes' clock. */
  readonly from: Seconds;
  readonly total: number;
  readonly fps: number;
}

/** @throws ConfigError where it would be too long. */
function planOf({ dancer, partner }: FilmCast, wanted: Seconds | null, fps: number): FilmPlan {
  const all = [dancer, partner].filter((frames) => frames.length > 0);
  const first = Math.min(...all.map((frames) => frames[0]!.t));
  const last = Math.max(...all.map((frames) => frames.at(-1)!.t));
  const from = wanted === null ? first : Math.max(first, last - wanted);
  if (last - from > LONGEST)
    throw new ConfigError(
      `${Math.round(last - from)} s of dance, expected at most ${LONGEST} in a film; --seconds takes the end`,
    );
  // The last frame of a take is seen as well.
  const isWhole = from === first;
  return { from, total: Math.max(1, Math.round((last - from) * fps) + (isWhole ? 1 : 0)), fps };
}

/**
 * Frame after frame, as the page draws it.
 * @returns RGBA with straight alpha, the lowest row first. @throws UserError; the signal's reason.
 */
export async function* drawn(
  page: HeadlessBrowser,
  stage: Iterable<StageFrame>,
  plan: FilmPlan,
  background: FilmBackground,
  context: JobContext,
): AsyncGenerator<Buffer> {
  context.note(`drawn by ${await page.evaluate<string>(call("open", background))}`);
  let done = 0;
  for (const { frames, until, isShown } of scenesOf(stage, plan)) {
    context.signal.throwIfAborted();
    const picture = await page.evaluate<string>(call("draw", frames, until));
    if (!isShown) continue;
    yield Buffer.from(picture, "base64");
    await step(context, { phase: "drawing", unit: "frame", done: ++done, total: plan.total });
  }
}

/** A moment to draw, and what has come by then since the one before. */
interface Scene {
  readonly frames: readonly StageFrame[];
  /** On the film's clock, which begins `BEFORE` the film. */
  readonly until: Seconds;
  /** False for what leads up to the first. */
  readonly isShown: boolean;
}

/** All moments of a film. */
export function* scenesOf(stage: Iterable<StageFrame>, { from, total, fps }: FilmPlan): Generator<Scene> {
  const coming = onFilmClock(stage, from)[Symbol.iterator]();
  let next = coming.next();
  const until = (moment: Seconds): StageFrame[] => {
    const frames: StageFrame[] = [];
    for (; !next.done && next.value.t <= moment + 1e-6; next = coming.next()) frames.push(next.value);
    return frames;
  };
  // In parts, since what crosses to the page at once is bounded.
  for (let before = 1; before <= BEFORE; before++)
    yield { frames: until(before), until: before, isShown: false };
  for (let index = 0; index < total; index++) {
    const moment = BEFORE + BEHIND + index / fps;
    yield { frames: until(moment), until: moment, isShown: true };
  }
}

/** From `BEFORE` the film's beginning on; where the take begins later she stands as she will begin. */
function* onFilmClock(stage: Iterable<StageFrame>, from: Seconds): Generator<StageFrame> {
  let isFirst = true;
  for (const frame of stage) {
    const t = BEFORE + frame.t - from;
    if (t < 0) continue;
    if (isFirst)
      for (let still = 0; still / STILL_FPS < t - 1e-3; still++) yield { ...frame, t: still / STILL_FPS };
    isFirst = false;
    yield { ...frame, t };
  }
}

/** @throws SourceError, ConfigError; the signal's reason. */
async function castOf(
  { takes, person, model }: ExportOptions,
  { size }: FilmOptions,
  context: JobContext,
): Promise<FilmCast> {
  const [, ...others] = takes;
  const piece = takes.find(isPieceFile);
  if (others.length > 1 || (piece !== undefined && others.length > 0))
    throw new ConfigError(
      `${takes.length} takes for a film, expected a dancer's take and a partner's at most, or one piece`,
    );
  const read: DancedTake[] = [];
  for (const take of takes) read.push(await readDanceOrPiece(take, model, context));
  const pictured = read.find(({ header }) => header.width !== undefined);
  const picture = pictured ? pictureOf(pictured.header) : size;
  const lanes = read.map(({ header, danced }, index) => {
    const own = pictureOf(header);
    const widen = own.width / own.height / (picture.width / picture.height);
    const frames = peopled(danced, takes[index]!, person);
    return header.width === undefined || widen === 1
      ? frames
      : frames.map((frame) => widenedBy(frame, widen));
  });
  const [dancer = [], partner = []] = piece === undefined ? lanes : lanesOf(lanes[0]!);
  return { dancer, partner, picture };
}

/** Both lanes of a piece, each on its own. */
const lanesOf = (frames: readonly TakeFrame[]): readonly (readonly TakeFrame[])[] =>
  [LANE_IDS.dancer, LANE_IDS.partner].map((lane) =>
    frames.map(({ t, people }) => ({ t, people: people.filter(({ id }) => id === lane) })),
  );

/** Those of `person`, or of everybody; a source that cannot tell people apart is taken at its order. */
function peopled(danced: readonly TakeFrame[], take: string, person: number | null): readonly TakeFrame[] {
  const frames = danced.map(({ t, people }) => ({
    t,
    people: people
      .map((pose, index) => (pose.id === 0 ? { ...pose, id: index + 1 } : pose))
      .filter(({ id }) => person === null || id === person),
  }));
  if (frames.every(({ people }) => people.length === 0))
    throw new SourceError(
      person === null
        ? `${take}: nobody in it, expected a dancer`
        : `${take}: nobody with the id ${person}, expected one who is in it as --person`,
    );
  return frames;
}

/** Image points are shares of a picture: in one of another shape they keep their proportions. */
function widenedBy({ t, people }: TakeFrame, widen: number): TakeFrame {
  return {
    t,
    people: people.map((pose) => ({
      ...pose,
      image: pose.image?.map((point) => point && { ...point, x: 0.5 + (point.x - 0.5) * widen }) ?? null,
    })),
  };
}

/** @throws UserError where the program was not built. */
export async function pageScript(): Promise<string> {
  const file = join(projectRoot, "dist/film/film.js");
  return readFile(file, "utf8").catch(() => {
    throw new UserError(`${file} is missing: "npm run build" builds it`);
  });
}

/** An expression that calls the page. JSON is JavaScript. */
const call = <Name extends keyof FilmPage>(name: Name, ...args: Parameters<FilmPage[Name]>): string =>
  `film.${name}(${args.map((argument) => JSON.stringify(argument)).join(", ")})`;
