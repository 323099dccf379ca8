/*
 * A second reader of Prometheus' text format 0.0.4, by its published grammar: it refuses what Prometheus would, and some
 * that Prometheus forgives.
 */

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface MetricFamily {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

const NAME = /^[a-zA-Z_:][\w:]*/;
const LABEL = /^([a-zA-Z_]\w*)="((?:[^"\\\n]|\\[\\"n])*)"/;
const VALUE = /^[+-]?(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?|Inf)$|^NaN$/i;

/** @throws Error naming the line that the format does not allow */
export function readPrometheusText(text: string): MetricFamily[] {
  if (!text.endsWith("\n")) throw new Error("the last line has no end");
  const families: { name: string; type: string; help: string; samples: Sample[] }[] = [];
  const helps = new Map<string, string>();
  const seen = new Set<string>();
  for (const line of text.split("\n")) {
    const [, kind, about = "", rest = ""] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? [];
    if (kind === "HELP") {
      if (helps.has(about)) throw new Error(`told twice: ${line}`);
      helps.set(about, rest);
    } else if (kind === "TYPE") {
      const isKnown = /^(counter|gauge|histogram|summary|untyped)$/.test(rest);
      if (!isKnown || families.some(({ name }) => name === about)) throw new Error(`no type: ${line}`);
      families.push({ name: about, type: rest, help: helps.get(about) ?? "", samples: [] });
    } else if (line !== "" && !line.startsWith("#")) {
      const sample = readSample(line);
      const key = JSON.stringify([sample.name, Object.entries(sample.labels).sort()]);
      if (seen.has(key)) throw new Error(`twice the same: ${line}`);
      seen.add(key);
      // All lines of one metric stand together, after its type.
      const family = families.at(-1);
      if (!family || !belongs(sample.name, family)) throw new Error(`of no metric: ${line}`);
      family.samples.push(sample);
    }
  }
  return families;
}

const belongs = (name: string, { name: of, type }: MetricFamily): boolean =>
  type === "histogram" ? [`${of}_bucket`, `${of}_sum`, `${of}_count`].includes(name) : name === of;

function readSample(line: string): Sample {
  const name = NAME.exec(line)?.[0];
  if (name === undefined) throw new Error(`no name: ${line}`);
  let rest = line.slice(name.length);
  const labels: Record<string, string> = {};
  if (rest.startsWith("{")) {
    rest = rest.slice(1);
    while (!rest.startsWith("}")) {
      const [whole, label, value] = LABEL.exec(rest) ?? [];
      if (whole === undefined || label! in labels) throw new Error(`no label: ${line}`);
      labels[label!] = value!.replace(/\\([\\"n])/g, (_, after) => (after === "n" ? "\n" : after));
      rest = rest.slice(whole.length).replace(/^,/, "");
    }
    rest = rest.slice(1);
  }
  const value = rest.trim();
  if (!VALUE.test(value)) throw new Error(`no value: ${line}`);
  return { name, labels, value: Number(value.replace(/inf$/i, "Infinity")) };
}

/** The value of a sample; undefined where there is none. */
export function sampleOf(
  families: readonly MetricFamily[],
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number | undefined {
  const wanted = JSON.stringify(Object.entries(labels).sort());
  return families
    .flatMap(({ samples }) => samples)
    .find((each) => each.name === name && JSON.stringify(Object.entries(each.labels).sort()) === wanted)
    ?.value;
}
