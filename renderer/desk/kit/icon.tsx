/** Strokes in a square of 24, as an SVG path draws them. */
const ICONS = {
  live: "M12 3a2 2 0 1 0 .01 0M12 8v7M12 15l-4 6M12 15l4 6M5 8l7 3 7-3",
  library: "M4 5h16M4 10h16M4 15h10M4 20h10",
  practice:
    "M8 4a2 2 0 1 0 .01 0M16 4a2 2 0 1 0 .01 0M8 9v6l-3 6M8 15l2 6M16 9v6l-2 6M16 15l3 6M4 9l4 2 4-2 4 2 4-2",
  map: "M3 6l6-2 6 2 6-2v14l-6 2-6-2-6 2zM9 4v14M15 6v14",
  timeline: "M3 6h7v5H3zM13 6h8v5h-8zM5 14h10v5H5z",
  surface: "M5 4v16M12 4v16M19 4v16M3 9h4M10 15h4M17 7h4",
  settings: "M4 7h9M17 7h3M15 5v4M4 17h3M11 17h9M9 15v4",
  health: "M3 12h4l3-7 4 14 3-7h4",
  keyboard: "M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M18 10h.01M8 14h8",
  blackout: "M12 3a9 9 0 1 0 .01 0M6 18 18 6",
  freeze: "M12 3v18M4 7.5l16 9M4 16.5l16-9M9.5 4.5 12 7l2.5-2.5M9.5 19.5 12 17l2.5 2.5",
  answer: "M4 5h16v11h-9l-5 4v-4H4z",
  keep: "M7 3h10v18l-5-4-5 4z",
  restart: "M5 12a7 7 0 1 0 2.5-5.4M5 3v5h5",
  record: "M12 5a7 7 0 1 0 .01 0M12 10a2 2 0 1 0 .01 0",
  play: "M7 4v16l13-8z",
  pause: "M8 5v14M16 5v14",
  stop: "M6 6h12v12H6z",
  loop: "M4 12V9a3 3 0 0 1 3-3h12M16 3l3 3-3 3M20 12v3a3 3 0 0 1-3 3H5M8 21l-3-3 3-3",
  mirror: "M12 3v18M9 7 4 17h5zM15 7l5 10h-5z",
  camera: "M3 7h12v10H3zM15 11l6-3v8l-6-3",
  search: "M10.5 4a6.5 6.5 0 1 0 .01 0M15.5 15.5 21 21",
  edit: "M4 20l1-5L16 4l4 4L9 19zM13 7l4 4",
  trash: "M4 7h16M9 7V4h6v3M6 7l1 14h10l1-14M10 11v6M14 11v6",
  undo: "M8 5 4 9l4 4M4 9h10a6 6 0 0 1 0 12h-3",
  redo: "M16 5l4 4-4 4M20 9H10a6 6 0 0 0 0 12h3",
  whole: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  add: "M12 5v14M5 12h14",
  remove: "M5 12h14",
  download: "M12 4v11M7 11l5 5 5-5M4 20h16",
  export: "M12 16V4M7 8l5-5 5 5M4 14v6h16v-6",
  close: "M6 6l12 12M18 6 6 18",
  check: "M5 13l4 4L19 7",
  warning: "M12 4 2.5 20h19zM12 10v5M12 17.5v.01",
  up: "M12 19V5M6 11l6-6 6 6",
  down: "M12 5v14M6 13l6 6 6-6",
  left: "M19 12H5M11 6l-6 6 6 6",
  right: "M5 12h14M13 6l6 6-6 6",
  tag: "M4 4h8l9 9-8 8-9-9zM8 8v.01",
  marker: "M6 3v18M6 4h13l-4 4 4 4H6",
  scissors: "M7 6a2.5 2.5 0 1 0 .01 0M7 14a2.5 2.5 0 1 0 .01 0M9 9l11 9M9 16 20 6",
  film: "M3 5h18v14H3zM7 5v14M17 5v14M3 9.7h4M3 14.3h4M17 9.7h4M17 14.3h4",
} as const;

export type IconName = keyof typeof ICONS;

/** Decoration beside words: a screen reader does not hear it. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={ICONS[name]} />
    </svg>
  );
}
