import { isAbsolute, join, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { Archive, ArchiveFilm, ArchiveShot } from "../../../archive/ingest/archive-file.ts";
import { REJECTIONS, type ShotOutcome } from "../../../archive/ingest/shot.ts";
import { smallFigures } from "../../../pictures/small-figures.ts";
import { escaped } from "../../../pictures/stick-figure.ts";
import { replaceFile } from "../../../system/files/replace-file.ts";
import { printable } from "../../../system/log/printable.ts";
import type { Strips } from "../strips.ts";
import { type Bar, barChart } from "./bars.ts";
import { STYLE } from "./style.ts";
import { clock, counted, duration, figure, REASONS, UNITS } from "./words.ts";

export const REPORT_FILE = "report.html";

export interface ReportParts {
  /** Folders of the archive and of the films. */
  readonly archive: string;
  readonly folder: string;
  readonly composed: Archive;
  /** Of the shots that are done, by stem. */
  readonly outcomes: ReadonlyMap<string, ShotOutcome>;
  readonly strips: Pick<Strips, "of">;
}

/** More figures would make a page that no tablet opens. */
const MOST_STRIPS = 4000;
/** Rejected stretches of a shot. */
const MOST_REJECTED = 8;
const MOST_APPEARANCES = 30;

/** Writes the report of an archive, one page without anything beside it: whole, or what was before stays. */
export async function writeReport(parts: ReportParts): Promise<void> {
  await replaceFile(join(parts.archive, REPORT_FILE), await reportOf(parts));
}

/** The page. */
export async function reportOf({
  archive,
  folder,
  composed,
  outcomes,
  strips,
}: ReportParts): Promise<string> {
  const { films, people, gone } = composed;
  const pages: string[] = [];
  let drawn = 0;
  for (const film of films) {
    const rows: string[] = [];
    const link = linkTo(archive, film.path);
    for (const shot of film.shots) {
      const strip = shot.take !== null && drawn++ < MOST_STRIPS ? await strips.of(shot.take) : "";
      rows.push(shotRow(shot, outcomes.get(shot.stem), link, strip));
    }
    pages.push(filmPart(film, rows));
  }
  const title = `Archive of ${shown(folder.split(sep).at(-1) ?? folder)}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<header><h1>${title}</h1>
${summary(composed)}</header>
<main>
<section aria-labelledby="seconds"><h2 id="seconds">What became of its seconds</h2>
${barChart("Seconds of film", barsOf(films))}
<p class="dim">A second is kept where at least one person in it can be trusted; else it counts for its first reason.</p></section>
${peoplePart(people)}${gonePart(gone)}
<section aria-labelledby="films"><h2 id="films">Films</h2>
${drawn > MOST_STRIPS ? `<p>Figures are drawn of the first ${MOST_STRIPS} takes.</p>` : ""}
${pages.join("\n")}
</section>
</main>
</body>
</html>
`;
}

/** Text from outside. */
const shown = (text: string): string => escaped(printable(text, 300));

function summary({ films }: Archive): string {
  const shots = films.flatMap((film) => film.shots);
  const length = shots.reduce((sum, { begin, end }) => sum + end - begin, 0);
  const kept = shots.reduce((sum, shot) => sum + shot.kept, 0);
  const takes = shots.filter(({ take }) => take !== null).length;
  const open = shots.filter(({ state }) => state === "waiting").length;
  const share = length > 0 ? `, ${((100 * kept) / length).toFixed(0)} %` : "";
  const lines = [
    `${counted(films.length, "film")} with ${counted(shots.length, "shot")}, ${duration(length)}; ${counted(takes, "take")} with ${duration(kept)} in which somebody can be trusted${share}.`,
    ...(open > 0 ? [`${counted(open, "shot")} to be done: the same command goes on.`] : []),
  ];
  return lines.map((line) => `<p>${line}</p>`).join("\n");
}

function barsOf(films: readonly ArchiveFilm[]): readonly Bar[] {
  const shots = films.flatMap((film) => film.shots);
  const sum = (value: (shot: ArchiveShot) => number) => shots.reduce((all, shot) => all + value(shot), 0);
  const inState = (state: ArchiveShot["state"]) =>
    sum((shot) => (shot.state === state ? shot.end - shot.begin : 0));
  const bars: readonly Bar[] = [
    { name: "kept", seconds: sum(({ kept }) => kept), kind: "kept" },
    ...REJECTIONS.map((reason): Bar => {
      return {
        name: REASONS[reason],
        seconds: sum(({ rejected }) => rejected[reason] ?? 0),
        kind: "rejected",
      };
    }),
    { name: "could not be done", seconds: inState("failed"), kind: "open" },
    { name: "waiting", seconds: inState("waiting"), kind: "open" },
  ];
  return bars.filter(({ seconds, kind }) => seconds > 0 || kind === "kept");
}

function filmPart(film: ArchiveFilm, rows: readonly string[]): string {
  const { name, dancer, tags, licence, seconds, fps, fault } = film;
  const facts = [
    dancer === "" ? "dancer unknown" : `dancer ${shown(dancer)}`,
    ...(tags.length > 0 ? [`tags ${tags.map(shown).join(", ")}`] : []),
    ...(film.shots.length > 0 ? [duration(seconds), `${figure(fps)} frames a second`] : []),
    ...(licence === "" ? [] : [`licence ${shown(licence)}`]),
  ];
  const table = `<div class="wide" role="region" tabindex="0" aria-label="Shots of ${shown(name)}"><table class="shots"><caption>Shots of ${shown(name)}</caption>
<thead><tr><th scope="col">Shot</th><th scope="col">In the film</th><th scope="col">Kept</th><th scope="col">Figures</th><th scope="col">Not kept, and why</th></tr></thead>
<tbody>
${rows.join("\n")}
</tbody></table></div>`;
  return `<section class="film"><h3>${shown(name)}</h3><p class="dim">${facts.join(" · ")}</p>
${fault === null ? "" : `<p class="fault">${shown(fault)}</p>`}${film.shots.length > 0 ? table : ""}</section>`;
}

function shotRow(shot: ArchiveShot, outcome: ShotOutcome | undefined, link: string, strip: string): string {
  const { stem, begin, end, state, kept, fault } = shot;
  const number = stem.slice(stem.lastIndexOf(".") + 1);
  const figures = strip === "" ? "" : smallFigures(strip, `Figures of shot ${escaped(number)}`);
  const [done, why] =
    state === "done"
      ? [`${duration(kept)} of ${duration(end - begin)}`, rejectedList(outcome, link)]
      : ["", state === "waiting" ? "waits" : `<span class="fault">${shown(fault ?? "")}</span>`];
  return `<tr><th scope="row" class="stem">${escaped(number)}</th><td class="time">${moment(link, begin)} to ${clock(end)}</td><td class="figure">${done}</td><td class="strip">${figures}</td><td class="why">${why}</td></tr>`;
}

function rejectedList(outcome: ShotOutcome | undefined, link: string): string {
  const rejected = outcome?.rejected ?? [];
  if (rejected.length === 0) return "";
  const items = rejected
    .slice(0, MOST_REJECTED)
    .map(({ begin, end, person, reason, measured, threshold }) => {
      const who = person === null ? "" : `, person ${person}`;
      const unit = UNITS[reason] ? ` ${UNITS[reason]}` : "";
      // Of nobody there is nothing to measure.
      const found =
        reason === "nobody" ? "" : ` (${figure(measured)}${unit}, threshold ${figure(threshold)})`;
      return `<li>${moment(link, begin)} ${duration(end - begin)}${who}: ${REASONS[reason]}${found}</li>`;
    });
  const more = rejected.length - MOST_REJECTED;
  return `<ul>${items.join("")}${more > 0 ? `<li>and ${more} more</li>` : ""}</ul>`;
}

/** A link to a moment of a film. */
const moment = (link: string, t: number): string =>
  `<a href="${escaped(link)}#t=${Number(t.toFixed(2))}">${clock(t)}</a>`;

/** From the archive to a film, so that both may be moved together; the whole path where they are on different drives. */
export function linkTo(archive: string, film: string): string {
  const way = relative(archive, film);
  if (isAbsolute(way)) return pathToFileURL(film).href;
  return way.split(sep).map(encodeURIComponent).join("/");
}

function peoplePart(people: Archive["people"]): string {
  if (people.length === 0) return "";
  const rows = people.map(({ dancer, seconds, height, appearances }, index) => {
    const named = appearances.slice(0, MOST_APPEARANCES).map(({ stem, person, dancer: said }) => {
      const odd = said !== "" && said !== dancer ? ` (its film says ${shown(said)})` : "";
      return `<li>${shown(stem)}, person ${person}${odd}</li>`;
    });
    const more = appearances.length - MOST_APPEARANCES;
    const who = dancer === null ? `Person ${index + 1}` : `Person ${index + 1}, probably ${shown(dancer)}`;
    return `<tr><th scope="row">${who}</th><td>${height === null ? "" : `${height.toFixed(2)} m`}</td><td>${duration(seconds)}</td><td><ul>${named.join("")}${more > 0 ? `<li>and ${more} more</li>` : ""}</ul></td></tr>`;
  });
  return `<section aria-labelledby="people"><h2 id="people">Who may be who</h2>
<p class="dim">By the proportions of bodies alone: a suggestion, which no take is told. Write who it is into films.csv.</p>
<div class="wide" role="region" tabindex="0" aria-label="People"><table><caption>People told apart by their proportions</caption><thead><tr><th scope="col">Who</th><th scope="col">Height</th><th scope="col">Seconds</th><th scope="col">Where</th></tr></thead>
<tbody>${rows.join("\n")}</tbody></table></div></section>
`;
}

function gonePart(gone: readonly string[]): string {
  if (gone.length === 0) return "";
  return `<section aria-labelledby="gone"><h2 id="gone">Takes of what is gone</h2>
<p class="dim">Their films, or cuts, are not there any more. The takes are; --remove-gone removes them.</p>
<ul>${gone.map((take) => `<li>${shown(take)}</li>`).join("")}</ul></section>
`;
}
