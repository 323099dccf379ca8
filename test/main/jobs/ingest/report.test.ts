import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { clock, counted, duration, figure } from "../../../../main/jobs/ingest/report/words.ts";
import { linkTo, reportOf } from "../../../../main/jobs/ingest/report/write-report.ts";
import { sampleReport } from "../../../support/sample-archive.ts";

const ARCHIVE = "/shelf/archive";
const FOLDER = "/shelf/films";

test("each shot has its seconds, figures, and why what was not kept; each time is a link into the film", async () => {
  const page = await reportOf(await sampleReport(ARCHIVE, FOLDER));
  expect(page).toContain('<a href="../films/Anna/swing/evening.mp4#t=84.5">1:24.5</a>');
  expect(page).toContain("cut off at the edge (0.4 of her joints, threshold 0.1)");
  expect(page).toContain("person 2: two may be swapped (0.31, threshold 0.25)");
  expect(page).toContain("1 min 18 s of 1 min 25 s");
  expect(page).toContain("and 7 more");
  expect(page.match(/<svg class="figures"/g)).toHaveLength(2);
  expect(page).toContain("Person 1, probably Anna");
  expect(page).toContain("Person 2, probably Anna");
  expect(page).toContain("old film.001.take.ndjson.gz");
  expect(page).toContain("moov atom not found");
  // One page, without anything beside it.
  expect(page).not.toMatch(/\b(src|srcset)=|<script|<link|url\(/);
});

test("seconds by reason are all seconds of the shots", async () => {
  const page = await reportOf(await sampleReport(ARCHIVE, FOLDER));
  const told = /<svg class="bars"[^>]* aria-label="([^"]*)"/.exec(page)![1];
  expect(told).toBe(
    "Seconds of film: kept 1 min 33 s, nobody in it 1 min 0 s, too dark 2.0 s, blurred 1.0 s, too small 30.0 s, cut off at the edge 4.5 s, could not be done 10.0 s, waiting 15.0 s",
  );
});

test("names of films are text and nothing else", async () => {
  const name = `"><script>alert(1)<&script>'#?%.mp4`;
  const page = await reportOf(await sampleReport(ARCHIVE, FOLDER, name));
  expect(page).not.toContain("<script");
  expect(page).toContain("&quot;>&lt;script>alert(1)&lt;&amp;script>'#?%.mp4");
  expect(page).toContain("../films/%22%3E%3Cscript%3Ealert(1)%3C%26script%3E'%23%3F%25.mp4#t=0");
});

test("links are relative, so that archive and films may be moved together", () => {
  expect(linkTo("/a/archive", "/a/films/x y.mp4")).toBe("../films/x%20y.mp4");
  expect(linkTo("/a", "/a/b:c.mp4")).toBe("b%3Ac.mp4");
  expect(
    new URL(linkTo("/a/archive", "/b/ü#.mp4"), pathToFileURL(join("/a/archive", "report.html"))).href,
  ).toBe(pathToFileURL("/b/ü#.mp4").href);
});

test("times and figures in words", () => {
  expect([0, 59.94, 61, 3725].map(duration)).toEqual(["0.0 s", "59.9 s", "1 min 1 s", "1 h 2 min"]);
  expect([0, 59.99, 83.44, 3723.4].map(clock)).toEqual(["0:00.0", "1:00.0", "1:23.4", "1:02:03.4"]);
  expect([0.12345, 1234.5, Number.NaN].map(figure)).toEqual(["0.123", "1230", "unknown"]);
});

test("one is not said as many are", () => {
  expect([0, 1, 2].map((count) => counted(count, "shot"))).toEqual(["0 shots", "1 shot", "2 shots"]);
  expect([1, 2].map((count) => counted(count, "shot is", "shots are"))).toEqual(["1 shot is", "2 shots are"]);
});
