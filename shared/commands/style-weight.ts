/** A style of the model's, by its name, and how much of it: a share of the sum of all weights. */
export interface StyleWeight {
  readonly style: string;
  /** From 0 to MAX_WEIGHT. */
  readonly weight: number;
}

/** More than enough: only shares count. */
export const MAX_WEIGHT = 1000;
/** Of a blend that comes from outside. */
const MAX_STYLES = 64;
const MAX_STYLE_NAME = 200;

export const STYLE_WEIGHT_FORM = `style:weight with a weight up to ${MAX_WEIGHT}, for example "salsa:0.5"`;

/** @throws Error at anything but a name, a colon and a number from 0 to 1000. */
export function parseStyleWeight(text: string): StyleWeight {
  const [, style, weight] = /^([^:]+):(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (style === undefined || Number(weight) > MAX_WEIGHT) throw new Error(`no style and weight: ${text}`);
  return { style, weight: Number(weight) };
}

/** A blend of styles in something unknown; null where it is none, or breaks a limit. */
export function parseBlend(value: unknown): readonly StyleWeight[] | null {
  if (!Array.isArray(value) || value.length > MAX_STYLES) return null;
  const blend = value.map(parsePart);
  return blend.every((part) => part !== null) ? blend : null;
}

/** Name of the first style of a blend that a model with these styles does not know; undefined where it knows all. */
export const unknownStyle = (blend: readonly StyleWeight[], styles: readonly string[]): string | undefined =>
  blend.find(({ style }) => !styles.includes(style))?.style;

function parsePart(part: unknown): StyleWeight | null {
  const { style, weight } = (part ?? {}) as Partial<Record<keyof StyleWeight, unknown>>;
  if (typeof style !== "string" || style.length > MAX_STYLE_NAME) return null;
  return typeof weight === "number" && weight >= 0 && weight <= MAX_WEIGHT ? { style, weight } : null;
}

/** Round the styles: the dancer's own, the first, half of it with the second, the second, and so on. */
export function nextBlend(
  styles: readonly string[],
  blend: readonly StyleWeight[],
  by: 1 | -1,
): readonly StyleWeight[] {
  const mixtures = [
    [],
    ...styles.flatMap((style, i) => mixturesFrom(style, styles[(i + 1) % styles.length]!)),
  ];
  const weighted = blend.filter(({ weight }) => weight > 0).map(({ style }) => style);
  const at = mixtures.findIndex(
    (mixture) => mixture.length === weighted.length && mixture.every(({ style }) => weighted.includes(style)),
  );
  return mixtures[(Math.max(0, at) + by + mixtures.length) % mixtures.length]!;
}

function mixturesFrom(style: string, next: string): readonly (readonly StyleWeight[])[] {
  const alone = [{ style, weight: 1 }];
  if (style === next) return [alone];
  return [
    alone,
    [
      { style, weight: 0.5 },
      { style: next, weight: 0.5 },
    ],
  ];
}
