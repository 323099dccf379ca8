import { BODY_PARTS, type ComparedPart } from "../../../../shared/body-parts.ts";
import type { Difference } from "../../../../shared/practice.ts";
import { escaped } from "../../stick-figure.ts";
import { paragraphs, type ReportSection, reportPage, reportTable } from "../page.ts";
import { type Course, timeChart } from "../time-chart.ts";
import { type Compared, differencesOf, letterOf, sectionsOf } from "./compared.ts";
import { momentCard } from "./moment-card.ts";
import { timeline } from "./timeline.ts";
import * as words from "./words.ts";

/** So many differences are listed, and numbered on the curves. */
const MOST_LISTED = 12;
/** Beyond these the curves are cut off: seconds late, and metres off. */
const LATEST = { least: 0.2, most: 1 };
const FARTHEST = { least: 0.2, most: 0.6 };

/** The report on two takes, as one HTML page: what a dancer or a teacher asks first comes first. */
export function comparePage(compared: Compared): string {
  const differences = differencesOf(compared).slice(0, MOST_LISTED);
  const sections = sectionsOf(compared);
  const cards = differences.slice(0, words.PLAINEST).map((one, n) => momentCard(compared, one, n + 1));
  const parts: (ReportSection | null)[] = [
    cards.length === 0
      ? null
      : {
          id: "most",
          heading: words.HEADINGS.most,
          content: `<div class="cards">${cards.join("\n")}</div>${paragraphs([words.CARD_NOTE], "dim")}${others(differences)}`,
        },
    sections.length === 0
      ? null
      : {
          id: "sections",
          heading: words.HEADINGS.sections,
          content: `<ul>${sections.map((one, n) => `<li><b>${letterOf(n)}</b> ${escaped(words.saySection(one))}</li>`).join("")}</ul>`,
        },
    { id: "late", heading: words.HEADINGS.late, content: lateChart(compared, differences) },
    { id: "off", heading: words.HEADINGS.off, content: offChart(compared, differences) },
    {
      id: "timeline",
      heading: words.HEADINGS.timeline,
      content: `${paragraphs([words.TIMELINE_NOTE], "dim")}${timeline(compared, differences)}`,
    },
    {
      id: "figures",
      heading: words.HEADINGS.figures,
      content: reportTable(words.FIGURES.caption, words.FIGURES.columns, words.figureRows(compared)),
    },
    {
      id: "how",
      heading: words.HEADINGS.how,
      content: paragraphs([
        ...words.how(compared),
        ...words.LIMITS,
        words.provenance(words.REFERENCE, compared.reference),
        words.provenance(words.DANCE, compared.dance),
      ]),
    },
  ];
  return reportPage({
    title: words.title(compared),
    lead: paragraphs([words.verdict(compared), words.most(compared)], "lead"),
    sections: parts.filter((part) => part !== null),
  });
}

function others(differences: readonly Difference[]): string {
  const rest = differences.slice(words.PLAINEST);
  if (rest.length === 0) return "";
  const items = rest.map((one) => `<li>${escaped(words.sayWithTime(one))}</li>`).join("");
  return `<h3>${escaped(words.HEADINGS.others)}</h3><ol start="${words.PLAINEST + 1}">${items}</ol>`;
}

function lateChart(compared: Compared, differences: readonly Difference[]): string {
  const { lateness, figures } = compared.comparison;
  const rows = (["whole", ...BODY_PARTS] as const).map((part) => ({
    part,
    values: lateness[part],
    told: words.sayLate(figures.late[part]),
  }));
  const most = boundOf(rows, LATEST);
  const far = most < 1 ? `${Math.round(1000 * most)} ms` : `${most} s`;
  return chart(compared, differences, {
    rows,
    heading: words.HEADINGS.late,
    note: words.LATE_NOTE,
    isShown: ({ kind }) => kind === "timing",
    low: -most,
    high: most,
    ticks: [
      { value: most, text: `+${far}` },
      { value: 0, text: "0" },
      { value: -most, text: `−${far}` },
    ],
  });
}

function offChart(compared: Compared, differences: readonly Difference[]): string {
  const { off, figures } = compared.comparison;
  const rows = ([...BODY_PARTS, "weight"] as const).map((part) => ({
    part,
    values: off[part],
    told: words.sayOff(figures.off[part]),
  }));
  const most = boundOf(rows, FARTHEST);
  return chart(compared, differences, {
    rows,
    heading: words.HEADINGS.off,
    note: words.OFF_NOTE,
    isShown: ({ kind }) => kind !== "timing",
    low: 0,
    high: most,
    ticks: [
      { value: most, text: `${Math.round(100 * most)} cm` },
      { value: 0, text: "0" },
    ],
  });
}

interface Row {
  readonly part: ComparedPart;
  readonly values: Float32Array;
  readonly told: string;
}

interface ChartParts {
  readonly rows: readonly Row[];
  readonly heading: string;
  readonly note: string;
  readonly isShown: (difference: Difference) => boolean;
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly { readonly value: number; readonly text: string }[];
}

function chart(compared: Compared, differences: readonly Difference[], parts: ChartParts): string {
  const { comparison, reference } = compared;
  const { rows, heading, note, isShown, low, high, ticks } = parts;
  const courses = rows.map(({ part, values, told }): Course => {
    const marks = differences.flatMap((one, n) =>
      one.part === part && isShown(one) ? [{ at: one.at, sign: `${n + 1}` }] : [],
    );
    return { name: words.sayPart(part), told, values, marks };
  });
  const svg = timeChart({
    label: `${heading}: ${courses.map(({ name, told }) => `${name} ${told}`).join(", ")}`,
    ...{ courses, low, high, ticks },
    fps: comparison.fps,
    begin: reference.begin,
    shades: sectionsOf(compared).map((section, n) => ({ stretch: section.reference, sign: letterOf(n) })),
  });
  return paragraphs([note], "dim") + svg;
}

/** What the rows reach, in steps of a tenth, within bounds. */
function boundOf(
  rows: readonly Row[],
  { least, most }: { readonly least: number; readonly most: number },
): number {
  let reached = least;
  for (const { values } of rows)
    for (const value of values) if (Math.abs(value) > reached) reached = Math.abs(value);
  return Math.min(most, Math.ceil(10 * reached - 1e-3) / 10);
}
