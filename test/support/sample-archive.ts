import { join } from "node:path";
import { composeArchive, type KnownFilm } from "../../main/archive/ingest/archive-file.ts";
import type { ShotOutcome } from "../../main/archive/ingest/shot.ts";
import { readEntry } from "../../main/archive/library/read-entry.ts";
import type { ReportParts } from "../../main/jobs/ingest/report/write-report.ts";
import { projectRoot } from "../../main/system/files/paths.ts";

/** Something of everything that a report tells: films done, waiting, failed and unreadable, two dancers, what is gone. */
export async function sampleReport(
  archive: string,
  folder: string,
  name = "Anna/swing/evening.mp4",
): Promise<ReportParts> {
  const { strip } = await readEntry(join(projectRoot, "assets"), "demo.take.ndjson.gz");
  const anna = [...Array(18).keys()].map((bone) => 0.1 + 0.01 * bone);
  const ben = anna.map((length, bone) => length * (bone % 2 === 0 ? 1.25 : 0.8));
  const outcome = (stem: string, begin: number, end: number, some: Partial<ShotOutcome>): ShotOutcome => ({
    task: {
      ...{
        film: join(folder, name),
        filmState: "1:1",
        begin,
        end,
        archive,
        stem,
        dancer: "Anna",
        tags: ["swing"],
      },
      ...{ source: name, licence: "", settings: {} },
    },
    ...{ frames: 30 * (end - begin), fps: 30, take: `${stem}.take.ndjson.gz`, kept: [], rejected: [] },
    ...{ people: [], camera: null, fault: null, ...some },
  });
  const outcomes = [
    outcome("evening.001", 0, 84.5, {
      kept: [
        { begin: 2, end: 80, person: 1 },
        { begin: 2, end: 60, person: 2 },
      ],
      rejected: [
        { begin: 0, end: 2, person: null, reason: "dark", measured: 12.4, threshold: 24 },
        { begin: 60, end: 84.5, person: 2, reason: "swapped", measured: 0.31, threshold: 0.25 },
        { begin: 80, end: 84.5, person: 1, reason: "cut-off", measured: 0.4, threshold: 0.1 },
      ],
      people: [
        { id: 1, height: 1.68, proportions: anna },
        { id: 2, height: 1.81, proportions: ben },
      ],
    }),
    outcome("evening.002", 84.5, 100, {
      kept: [{ begin: 84.5, end: 99, person: 1 }],
      rejected: [{ begin: 99, end: 100, person: null, reason: "blurred", measured: 2, threshold: 5 }],
      people: [{ id: 1, height: 1.69, proportions: anna.map((length) => length * 1.01) }],
    }),
    outcome("evening.003", 100, 160, {
      take: null,
      rejected: [{ begin: 100, end: 160, person: null, reason: "nobody", measured: 0, threshold: 1 }],
    }),
    outcome("evening.004", 160, 190, {
      take: null,
      rejected: Array.from({ length: 15 }, (_, n) => ({
        ...({
          begin: 160 + 2 * n,
          end: 162 + 2 * n,
          person: 1,
          reason: "small",
          measured: 80 + n,
          threshold: 120,
        } as const),
      })),
    }),
    outcome("evening.005", 190, 200, {
      take: null,
      fault: "the process that did it ended with signal SIGSEGV, 2 times",
    }),
  ];
  const byStem = new Map(outcomes.map((one) => [one.task.stem, one]));
  const about = { dancer: "Anna", tags: ["swing"], source: name, licence: "CC BY 4.0" };
  const films: KnownFilm[] = [
    {
      ...{ name, path: join(folder, name), state: "1:1", about, fps: 29.97, seconds: 215, fault: null },
      shots: [
        ...outcomes.map(({ task: { stem, begin, end } }) => ({
          stem,
          begin,
          end,
          outcome: byStem.get(stem)!,
        })),
        { stem: "evening.006", begin: 200, end: 215, outcome: null },
      ],
    },
    {
      ...{
        name: "broken.mp4",
        path: join(folder, "broken.mp4"),
        state: "1:1",
        fps: 0,
        seconds: 0,
        shots: [],
      },
      ...{ about: { dancer: "", tags: [], source: "broken.mp4", licence: "" } },
      fault: `${join(folder, "broken.mp4")}: not a video that ffmpeg can read (moov atom not found); expected a video`,
    },
  ];
  const composed = composeArchive(films, ["old film.001.take.ndjson.gz"]);
  return { archive, folder, composed, outcomes: byStem, strips: { of: async () => strip } };
}
