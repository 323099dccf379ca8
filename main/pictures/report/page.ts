import { escaped } from "../stick-figure.ts";
import { STYLE } from "./style.ts";

/** A part of a report. */
export interface ReportSection {
  /** Of the heading, unique on the page. */
  readonly id: string;
  readonly heading: string;
  /** HTML whose texts from outside are escaped. */
  readonly content: string;
}

export interface ReportParts {
  readonly title: string;
  /** What is said first, below the title: HTML. */
  readonly lead: string;
  readonly sections: readonly ReportSection[];
}

/**
 * A report as one HTML page that needs nothing beside it, no script and no network: for screens, light or dark, and for
 * A4 in colour or in grey.
 */
export function reportPage({ title, lead, sections }: ReportParts): string {
  const parts = sections.map(
    ({ id, heading, content }) =>
      `<section aria-labelledby="${id}"><h2 id="${id}">${escaped(heading)}</h2>\n${content}</section>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header><h1>${escaped(title)}</h1>
${lead}</header>
<main>
${parts.join("\n")}
</main>
</body>
</html>
`;
}

/** Paragraphs of plain text. */
export const paragraphs = (texts: readonly string[], kind = ""): string =>
  texts.map((text) => `<p${kind && ` class="${kind}"`}>${escaped(text)}</p>`).join("\n");

/** A table of plain text; the first cell of each row is its heading. */
export function reportTable(
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const head = columns.map((name) => `<th scope="col">${escaped(name)}</th>`).join("");
  const body = rows.map(([name, ...cells]) => {
    const rest = cells.map((cell) => `<td>${escaped(cell)}</td>`).join("");
    return `<tr><th scope="row">${escaped(name ?? "")}</th>${rest}</tr>`;
  });
  return `<table><caption>${escaped(caption)}</caption><thead><tr>${head}</tr></thead><tbody>\n${body.join("\n")}\n</tbody></table>`;
}
