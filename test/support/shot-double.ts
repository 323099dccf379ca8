/*
 * ENTRY of a child process that does shots of films which are none: a film is a text of JSON, `DoubleFilm`. Everything
 * else, the process, its messages, the take and the outcome, is as it is of films.
 */
import { appendFileSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ShotOutcome, ShotTask } from "../../main/archive/ingest/shot.ts";
import { writeOutcome } from "../../main/archive/ingest/shot-files.ts";
import { writeTake } from "../../main/archive/take-writer.ts";
import { serveShots } from "../../main/jobs/ingest/serve-shots.ts";
import type { JobContext } from "../../main/system/job.ts";
import { sineDance } from "./dances.ts";
import type { DoubleFilm } from "./double-films.ts";

const FPS = 30;

serveShots(async (task: ShotTask, { signal, report }: JobContext): Promise<ShotOutcome> => {
  const film = JSON.parse(readFileSync(task.film, "utf8")) as DoubleFilm;
  const { archive, stem, dancer, tags, source, licence, begin, end } = task;
  // What was begun, for the test to count.
  appendFileSync(join(archive, "begun.txt"), `${stem}\n`);
  const tries = readFileSync(join(archive, "begun.txt"), "utf8")
    .split("\n")
    .filter((one) => one === stem);
  if (tries.length <= (film.crashes ?? 0)) process.kill(process.pid, "SIGKILL");
  const frames = Math.round((end - begin) * FPS);
  for (let done = 0; done < 10; done++) {
    report({ phase: "tracking", unit: "frame", done: (frames * done) / 10, total: frames });
    await sleep((film.ms ?? 0) / 10);
    signal.throwIfAborted();
  }
  const nothing = { frames, fps: FPS, take: null, kept: [], rejected: [], people: [], camera: null };
  if (film.fault !== undefined) return { task, ...nothing, fault: film.fault };
  const take = `${stem}.take.ndjson.gz`;
  const dance = sineDance({ seconds: end - begin, fps: FPS, from: begin });
  const posed = dance.map((frame, n) => ({ t: n / FPS, people: [{ id: 1, image: null, ...frame }] }));
  await writeTake(join(archive, take), { fps: FPS, source, licence, dancer, tags }, posed);
  const outcome: ShotOutcome = {
    ...{ task, ...nothing, take: basename(take), fault: null },
    kept: [{ begin, end: end - 0.5, person: 1 }],
    rejected: [{ begin: end - 0.5, end, person: 1, reason: "blurred", measured: 3.2, threshold: 5 }],
    people: [{ id: 1, height: 1.7, proportions: null }],
  };
  await writeOutcome(outcome);
  return outcome;
});
