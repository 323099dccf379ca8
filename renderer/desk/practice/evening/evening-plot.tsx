import { useEffect, useRef } from "preact/hooks";
import Plot from "uplot";
import type { ComparedPart } from "../../../../shared/body-parts.ts";
import { LOOKS } from "./line-looks.ts";
import { type Behind, drawBehind, drawMarks } from "./plot-marks.ts";

const HEIGHT = 150;
/** Of the plot's own text and lines, as the desk's. */
const [DIM, HAIRLINE] = ["#a9b4c8", "#2a3140"];
const FONT = "12px system-ui, sans-serif";
/** Between two labels of times, and of values, pixels at least. */
const [TIMES_APART, VALUES_APART] = [56, 26];
/** Passes from one label to the next. */
const EVERY = [1, 2, 5, 10, 20, 50, 100];

export interface EveningPlotProps extends Behind {
  readonly lines: readonly { readonly part: ComparedPart; readonly values: readonly (number | null)[] }[];
  /** Of each pass, when it was. */
  readonly times: readonly string[];
  /** Of the values, from and to. */
  readonly scale: readonly [number, number];
}

/** A few figures over the passes of an evening; what they came to is said in words beside it. */
export function EveningPlot(props: EveningPlotProps) {
  const box = useRef<HTMLDivElement>(null);
  const newest = useRef(props);
  newest.current = props;
  const plot = useRef<Plot | null>(null);
  const parts = props.lines.map(({ part }) => part);
  useEffect(() => {
    const made = new Plot(
      optionsFor(parts, () => newest.current),
      dataOf(newest.current),
      box.current!,
    );
    plot.current = made;
    const measure = new ResizeObserver(([entry]) => {
      made.setSize({ width: Math.floor(entry!.contentRect.width), height: HEIGHT });
    });
    measure.observe(box.current!);
    return () => {
      measure.disconnect();
      made.destroy();
    };
  }, [parts.join()]);
  useEffect(() => plot.current?.setData(dataOf(props)));
  return <div ref={box} class="evening-plot" aria-hidden="true" />;
}

const dataOf = ({ lines, times }: EveningPlotProps): Plot.AlignedData => [
  times.map((_, at) => at + 1),
  ...lines.map(({ values }) => [...values]),
];

function optionsFor(parts: readonly ComparedPart[], props: () => EveningPlotProps): Plot.Options {
  const axis: Plot.Axis = { stroke: DIM, font: FONT, grid: { show: false }, ticks: { show: false } };
  return {
    ...{ width: 240, height: HEIGHT, legend: { show: false }, cursor: { show: false } },
    padding: [16, 12, 0, 0],
    scales: {
      // A pass has a little room on either side.
      x: { time: false, range: () => [0.5, props().times.length + 0.5] },
      y: { range: () => [...props().scale] as [number, number] },
    },
    axes: [
      {
        ...axis,
        ...{ size: 24, gap: 2, space: TIMES_APART, incrs: EVERY },
        values: (_, splits) => splits.map((pass) => props().times[pass - 1] ?? ""),
      },
      { ...axis, ...{ size: 40, gap: 4, space: VALUES_APART }, grid: { stroke: HAIRLINE, width: 1 } },
    ],
    series: [
      {},
      ...parts.map(
        (part): Plot.Series => ({
          stroke: LOOKS[part].colour,
          width: 2,
          dash: [...LOOKS[part].dash],
          points: { show: false },
        }),
      ),
    ],
    hooks: {
      drawClear: [(made) => drawBehind(made, props())],
      drawSeries: [(made, at) => drawMarks(made, at, LOOKS[parts[at - 1]!])],
    },
  };
}
