import type { SourceFrame } from "../../shared/pose.ts";
import { CameraInput } from "../inputs/camera-input.ts";
import { openDemo } from "../inputs/demo.ts";
import { FileInput } from "../inputs/file-input.ts";
import type { LiveInput } from "../inputs/live-input.ts";
import { openSource } from "../inputs/open-source.ts";
import { PlayableInput } from "../inputs/playback/playable-input.ts";
import type { InputSettings } from "../inputs/settings.ts";
import { VmcInput } from "../inputs/vmc/vmc-input.ts";
import { isVmc, vmcPlace } from "../inputs/vmc/vmc-source.ts";
import { machineClock } from "../system/clock.ts";

export interface InputListeners {
  /** Each frame, when its moment has come. */
  readonly onFrame: (frame: SourceFrame) => void;
  readonly tellOperator: (line: string) => void;
  /** The partner is to answer what it has seen. */
  readonly handOver: () => void;
  /** Something else plays on the stage than before, or in another way. */
  readonly onPlayback: () => void;
  /** Whether the page is slow at the moment for a reason that we know. */
  readonly isPageBusy: () => boolean;
}

/**
 * The input that the settings name: the page's camera, the demo, a suit, a video, a take or a piece. Takes and pieces can be
 * played on the stage instead of it.
 * @throws SourceError when the file cannot be opened.
 */
export function openInput(settings: InputSettings, listeners: InputListeners): Promise<PlayableInput> {
  const { onFrame, handOver, onPlayback } = listeners;
  return PlayableInput.open({ clock: machineClock, show: onFrame, handOver, onChange: onPlayback }, (show) =>
    openLive(settings, { ...listeners, onFrame: show }),
  );
}

async function openLive(
  { source, camera, once }: InputSettings,
  { onFrame, tellOperator, isPageBusy }: InputListeners,
): Promise<LiveInput> {
  const parts = { clock: machineClock, show: onFrame, tellOperator };
  if (source === "camera") {
    const wanted = camera === null ? null : String(camera);
    return new CameraInput({ ...parts, wanted, demo: await openDemo(), isPageBusy });
  }
  if (isVmc(source)) return new VmcInput(vmcPlace(source), parts);
  return new FileInput({ ...parts, once, source: await openSource(source, once, tellOperator) });
}
