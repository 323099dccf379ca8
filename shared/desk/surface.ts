import type { ArgumentValue } from "../commands/argument.ts";
import type { CommandName } from "../commands/table.ts";
import type { Binding, Control, Deed, Reading } from "../surface/binding.ts";
import type { SurfaceReport } from "../surface/surface-message.ts";

/** What is to be bound to the control that is moved next. */
export interface BindingTarget {
  readonly command: CommandName;
  /** One that each press sets; missing where the value follows, or a press is a step. */
  readonly value?: ArgumentValue;
}

/** MIDI devices, gamepads and pedals, and what they do. */
export interface SurfaceState extends Pick<SurfaceReport, "midi" | "why" | "devices"> {
  readonly file: string;
  /** What is wrong with the file, in one line; null where nothing is. */
  readonly fault: string | null;
  /** A stage page is there that listens to them. */
  readonly listens: boolean;
  readonly revision: number;
  readonly bindings: readonly ListedBinding[];
  /** What the next control is to be bound to; null where nobody asked. */
  readonly learning: BindingTarget | null;
  /** The control that was moved last. */
  readonly moved: Control | null;
}

export interface ListedBinding {
  readonly binding: Binding;
  /** Where the control stands and where the value is, 0 to 1, while it has to come to it; null while it has not. */
  readonly waiting: { readonly place: number; readonly value: number } | null;
}

/** How a control is read, and what it does. */
export interface BindingEdit {
  readonly index: number;
  readonly revision: number;
  readonly reads: Reading;
  readonly does: Deed;
}

export interface SurfaceRequests {
  "surface/state": { readonly ask: null; readonly answer: SurfaceState };
  /** Binds the control that is moved next; for a minute. */
  "surface/learn": { readonly ask: BindingTarget; readonly answer: SurfaceState };
  "surface/stop-learning": { readonly ask: null; readonly answer: SurfaceState };
  "surface/edit": { readonly ask: BindingEdit; readonly answer: SurfaceState };
  "surface/unbind": {
    readonly ask: Pick<BindingEdit, "index" | "revision">;
    readonly answer: SurfaceState;
  };
}
