/** One row of a `<dl>`. */
export type ListRow = readonly [term: string, description: string];

/** Replaces the content of a `<dl>`. */
export function fillList(list: HTMLElement, rows: readonly ListRow[]): void {
  list.replaceChildren(
    ...rows.map(([term, description]) => {
      const row = document.createElement("div");
      row.append(element("dt", term), element("dd", description));
      return row;
    }),
  );
}

function element(tag: "dt" | "dd", text: string): HTMLElement {
  const created = document.createElement(tag);
  created.textContent = text;
  return created;
}
