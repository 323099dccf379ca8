import type { StageFrame } from "../../shared/stage.ts";

/** StageFrame -> the world. An output never throws into the flow and never makes it wait. */
export interface Output {
  readonly description: string;
  send(frame: StageFrame): void;
  /** Bounded in time; may be called twice. */
  close(): Promise<void>;
}
