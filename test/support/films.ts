import { execFileSync } from "node:child_process";
import { sharedData } from "./shared-data.ts";

/*
 * Films made of the reference clips: parts joined by hard cuts, each with what spoils it.
 */

/** A dancer in a studio, 18 s at 30 fps, 384x496; and somebody in another room, 13 s at 5 fps, 720x1280. */
const CLIPS = { dancer: "clips/keith-notation-phrase.mp4", squats: "clips/squats.mp4" } as const;
const CLIP_FPS = 30;

/** A part of a film. */
export interface Part {
  readonly of: keyof typeof CLIPS | "black" | "card";
  /** Of the clip, seconds. */
  readonly from?: number;
  readonly seconds: number;
  /** Filters of ffmpeg, for a picture of the film's size. */
  readonly filters?: readonly string[];
}

export interface Film {
  readonly parts: readonly Part[];
  readonly width?: number;
  readonly height?: number;
  readonly fps?: number;
  /** Of the whole film. */
  readonly filters?: readonly string[];
}

/** The clips' files; null where they are missing. */
export function clipFiles(): Readonly<Record<keyof typeof CLIPS, string>> | null {
  const [dancer, squats] = [sharedData(CLIPS.dancer), sharedData(CLIPS.squats)];
  return dancer !== null && squats !== null ? { dancer, squats } : null;
}

/** When each part but the first begins. */
export function cutsOf({ parts }: Film): number[] {
  let end = 0;
  return parts.slice(0, -1).map(({ seconds }) => (end += seconds));
}

/** Makes a film, without loss. */
export function makeFilm(
  file: string,
  { parts, width = 384, height = 496, fps = CLIP_FPS, filters = [] }: Film,
  clips: Readonly<Record<keyof typeof CLIPS, string>>,
): void {
  const inputs: string[] = [];
  const chains = parts.map(({ of, from = 0, seconds, filters: spoilt = [] }, index) => {
    const size = `${width}x${height}`;
    if (of === "black")
      inputs.push("-f", "lavfi", "-t", `${seconds}`, "-i", `color=black:s=${size}:r=${fps}`);
    else if (of === "card")
      inputs.push("-f", "lavfi", "-t", `${seconds}`, "-i", `color=0x203040:s=${size}:r=${fps}`);
    else inputs.push("-ss", `${from}`, "-t", `${seconds}`, "-i", clips[of]);
    const card = [1, 2, 3].map(
      (line) => `drawbox=x=iw/5:y=ih*${line}/5:w=iw/${line + 1}:h=ih/20:color=white:t=fill`,
    );
    const fitted = [
      `scale=${width}:${height}:force_original_aspect_ratio=decrease`,
      `pad=${width}:${height}:-1:-1`,
      ...["setsar=1", `fps=${fps}`, "format=yuv420p"],
    ];
    const own = of === "card" ? card : [];
    return `[${index}:v]${[...fitted, ...own, ...spoilt, "setsar=1", `trim=end_frame=${Math.round(seconds * fps)}`].join(",")}[p${index}]`;
  });
  const joined = `${parts.map((_, index) => `[p${index}]`).join("")}concat=n=${parts.length}${filters.map((one) => `,${one}`).join("")}[film]`;
  execFileSync(
    "ffmpeg",
    [
      ...["-v", "error", "-y", ...inputs, "-filter_complex", [...chains, joined].join(";")],
      ...["-map", "[film]", "-c:v", "libx264", "-preset", "ultrafast", "-qp", "0", "-g", "100", file],
    ],
    { stdio: "pipe" },
  );
}
