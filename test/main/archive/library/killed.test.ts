import { fork } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gunzipSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { Library } from "../../../../main/archive/library/library.ts";
import { stemOf } from "../../../../main/archive/library/names.ts";
import { seededRandom } from "../../../../main/motion/random.ts";
import { projectRoot } from "../../../../main/system/files/paths.ts";
import { emptyFolder } from "../../../support/folder.ts";
import { amount } from "../../../support/long.ts";
import { FIRST_DATE, smallTake } from "../../../support/take-folder.ts";

const KILLS = amount({ everyday: 10, long: 200 });
/** So long after it began, at most, milliseconds: dozens of edits. */
const LATEST_MS = 150;
const COUPLES = 5;

const EDITOR = join(projectRoot, "test/support/restless-editor.ts");
const isTake = (file: string) => /\.take\.ndjson(\.gz)?$/.test(file);

/** Everything that lies in the folder and its trash. */
const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true })
    .map(String)
    .filter((file) => statSync(join(folder, file)).isFile());

/** A take's lines: what it is but for its header. @throws where it is half. */
function danceOf(file: string): string {
  const bytes = readFileSync(file);
  const lines = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString().split("\n");
  expect(JSON.parse(lines[0]!)).toMatchObject({ format: "continuo-take", fps: 4 });
  return lines.slice(1).join("\n");
}

const list = async (folder: string) => {
  const library = await Library.open({ folder, onChange: () => {} });
  await library.settled();
  const page = await library.query({ search: "", order: "name", descending: false, offset: 0, limit: 100 });
  return { library, page };
};

test(`killed ${KILLS} times while it changes takes: nothing is lost, nothing half, and the list is right`, async () => {
  const folder = emptyFolder();
  /** Of each dance, that of the partner, and the other way round. */
  const couples: (readonly [string, string | null])[] = [];
  const put = (name: string, index: number): string => {
    const content = smallTake(index);
    writeFileSync(join(folder, name), name.endsWith(".gz") ? gzipSync(content) : content);
    utimesSync(join(folder, name), new Date(FIRST_DATE), new Date(FIRST_DATE));
    return content.split("\n").slice(1).join("\n");
  };
  for (let n = 0; n < COUPLES; n++) {
    const ending = n % 2 === 0 ? ".take.ndjson" : ".take.ndjson.gz";
    couples.push([put(`pair-${n}${ending}`, 2 * n), put(`pair-${n}.partner${ending}`, 2 * n + 1)]);
    couples.push([put(`solo-${n}${ending}`, 50 + n), null]);
  }
  const dances = couples.flat().filter((dance) => dance !== null);
  const random = seededRandom(22);
  const left = { locks: 0, temporaries: 0 };

  for (let round = 0; round < KILLS; round++) {
    const editor = fork(EDITOR, [folder, String(round)], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
    await once(editor, "message");
    await sleep(random() * LATEST_MS);
    const ended = once(editor, "exit");
    editor.kill("SIGKILL");
    await ended;

    const files = filesIn(folder);
    left.locks += files.filter((file) => file === ".continuo-lock").length;
    left.temporaries += files.filter((file) => /^\.continuo-[0-9a-f]{12}$/.test(file)).length;
    // Whoever looks before anybody tidied up finds every dance, whole, perhaps under two names.
    expect(new Set(files.filter(isTake).map((file) => danceOf(join(folder, file))))).toEqual(new Set(dances));

    const { library, page } = await list(folder);
    await library.close();
    const takes = filesIn(folder).filter(isTake);
    const places = new Map(takes.map((file) => [danceOf(join(folder, file)), file]));
    expect(takes).toHaveLength(dances.length);
    expect(places.size).toBe(dances.length);
    for (const [dance, partner] of couples) {
      if (partner === null) continue;
      const [hers, partners] = [places.get(dance)!, places.get(partner)!];
      expect([dirname(partners), stemOf(basename(partners))]).toEqual([
        dirname(hers),
        `${stemOf(basename(hers))}.partner`,
      ]);
    }
    rmSync(join(folder, ".continuo-index"), { force: true });
    const afresh = await list(folder);
    await afresh.library.close();
    expect(page.takes).toEqual(afresh.page.takes);
    expect(page.takes.filter(({ fault }) => fault !== null)).toEqual([]);
  }

  // It was killed in the midst of its work, and what that left goes.
  expect(left.locks + left.temporaries).toBeGreaterThan(0);
  const later = await Library.open({ folder, onChange: () => {}, now: () => Date.now() + 3_600_000 });
  await later.close();
  expect(
    filesIn(folder).filter((file) => file.startsWith(".continuo-") && file !== ".continuo-index"),
  ).toEqual([]);
});
