import type { StageFrame } from "../../shared/stage.ts";

/** Where StageFrames go. An output neither throws into the flow nor makes it wait. */
export interface Output {
  readonly description: string;
  send(frame: StageFrame): void;
  /** Bounded in time; may be called twice. */
  close(): Promise<void>;
}
