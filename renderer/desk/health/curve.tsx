import { useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import Plot from "uplot";
import { useDesk } from "../desk.ts";

const COLOURS = ["#8ecbff", "#ffc477"];
const HEIGHT = 96;
/** Of the plot's own text and lines, as the desk's. */
const [DIM, HAIRLINE] = ["#a9b4c8", "#2a3140"];

export interface CurveProps {
  readonly title: string;
  readonly unit: string;
  /** In the history, at most two; `label` where there are two. */
  readonly lines: readonly { readonly name: string; readonly label?: string }[];
}

/** A few figures over the last minutes, with what they are now in words. Nothing is drawn while nobody can see the page. */
export function Curve({ title, unit, lines }: CurveProps) {
  const { history } = useDesk();
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<Plot | null>(null);
  const names = lines.map(({ name }) => name);
  useEffect(() => {
    const made = new Plot(optionsFor(lines.length), history.columns(names) as Plot.AlignedData, box.current!);
    plot.current = made;
    const measure = new ResizeObserver(([entry]) => {
      made.setSize({ width: Math.floor(entry!.contentRect.width), height: HEIGHT });
    });
    measure.observe(box.current!);
    return () => {
      measure.disconnect();
      made.destroy();
    };
  }, [names.join("\n")]);
  useSignalEffect(() => {
    if (history.count > 0 && !document.hidden)
      plot.current?.setData(history.columns(names) as Plot.AlignedData);
  });
  // Read so that the words follow.
  void history.count;
  return (
    <section class="panel curve">
      <h2>{title}</h2>
      <p>
        {lines.map(({ name, label }, at) => (
          <span key={name} class={`line-${at}`}>
            {label && `${label} `}
            {inWords(history.newest(name), unit)}
          </span>
        ))}
      </p>
      <div ref={box} aria-hidden="true" />
    </section>
  );
}

function optionsFor(count: number): Plot.Options {
  const axis = { stroke: DIM, grid: { stroke: HAIRLINE, width: 1 }, ticks: { show: false } };
  return {
    ...{ width: 240, height: HEIGHT, legend: { show: false }, cursor: { show: false } },
    scales: { y: { range: (_, __, most) => [0, Math.max(1, most * 1.1)] } },
    axes: [
      { ...axis, show: false },
      { ...axis, size: 44 },
    ],
    series: [{}, ...COLOURS.slice(0, count).map((stroke) => ({ stroke, width: 2, points: { show: false } }))],
  };
}

function inWords(value: number | null, unit: string): string {
  return value === null ? "–" : `${value.toFixed(value < 100 ? 1 : 0)} ${unit}`;
}
