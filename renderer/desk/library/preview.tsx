import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { PREVIEW_FPS } from "../../../shared/desk/library.ts";
import { unpackPoses } from "../../../shared/desk/poses.ts";
import { Button } from "../kit/button.tsx";
import { bonesPath } from "./strip.tsx";
import type { LibraryTexts } from "./words.ts";

const SIZE = 200;

export interface PreviewProps {
  readonly poses: string;
  readonly texts: LibraryTexts;
  /** Which figure is shown: who looks at it may ask what is like it. */
  readonly at: Signal<number>;
}

/** The first seconds of a take, over and over while it plays. */
export function Preview({ poses, texts, at }: PreviewProps) {
  const figures = useMemo(() => unpackPoses(poses), [poses]);
  const playing = useSignal(false);
  const isPlaying = playing.value;
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setInterval(() => {
      at.value = (at.value + 1) % figures.length;
    }, 1000 / PREVIEW_FPS);
    return () => clearInterval(timer);
  }, [isPlaying, figures]);
  const pose = figures[Math.min(at.value, figures.length - 1)];
  if (!pose) return null;
  return (
    <div class="preview">
      <svg viewBox={`0 0 ${SIZE} ${SIZE}`} aria-hidden="true" focusable="false">
        <path d={bonesPath(pose, SIZE / 2, SIZE / 2, SIZE / 2 - 6)} />
      </svg>
      <Button
        icon={isPlaying ? "pause" : "play"}
        label={isPlaying ? texts.pausePreview : texts.playPreview}
        onClick={() => {
          playing.value = !isPlaying;
        }}
      />
    </div>
  );
}
