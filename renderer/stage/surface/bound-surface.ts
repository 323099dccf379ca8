import { type Command, definitionOf } from "../../../shared/commands/table.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { type Binding, isOnDevice, isSameControl } from "../../../shared/surface/binding.ts";
import { writeMidiMove } from "../../../shared/surface/midi-message.ts";
import type { WaitingControl } from "../../../shared/surface/surface-message.ts";
import { BoundControl, type KnownShow } from "./bound-control.ts";
import { FINER, FinePlace } from "./fine-place.ts";
import { Lamp } from "./lamp.ts";
import type { MidiDevices } from "./midi-devices.ts";
import type { Move } from "./move.ts";

interface Bound {
  readonly binding: Binding;
  readonly control: BoundControl;
  readonly lamp: Lamp;
  readonly fine: FinePlace;
}

/** All bindings at work. */
export class BoundSurface {
  readonly #bound: readonly Bound[];

  constructor(bindings: readonly Binding[]) {
    this.#bound = bindings.map((binding) => ({
      binding,
      control: new BoundControl(binding),
      lamp: new Lamp(binding),
      fine: new FinePlace(binding),
    }));
  }

  /** What is to be given now that a control was moved. @param show null before anything is known of it */
  take(move: Move, now: Seconds, show: KnownShow | null): readonly Command[] {
    const commands: Command[] = [];
    for (const { binding, control, lamp, fine } of this.#bound) {
      const meant = fine.of(move);
      if (!isSameControl(binding, meant)) continue;
      if (lamp.repeats(meant.raw, now)) {
        control.carried(meant.place);
        continue;
      }
      lamp.moved(meant.raw, now);
      const command = show && control.moved(meant, now, show);
      if (command) commands.push(command);
    }
    return commands;
  }

  /** Lets devices show what commands stand at. */
  light(show: KnownShow, now: Seconds, midi: Pick<MidiDevices, "names" | "send">): void {
    for (const { binding, lamp } of this.#bound) {
      const { kind, channel, number, reads, command } = binding;
      const value = lamp.show(definitionOf(command).current?.(show.state), now);
      if (value === null || kind === "button" || kind === "axis") continue;
      const isFine = reads === "fine";
      const messages = [
        writeMidiMove({ kind, channel, number, value: isFine ? value >> 7 : value }),
        ...(isFine ? [writeMidiMove({ kind, channel, number: number + FINER, value: value & 0x7f })] : []),
      ];
      for (const device of midi.names)
        if (isOnDevice(binding, device)) for (const bytes of messages) midi.send(device, bytes);
    }
  }

  /** Those that have to come to their value before it follows them. */
  waiting(show: KnownShow, now: Seconds): readonly WaitingControl[] {
    return this.#bound.flatMap(({ control }, binding) => {
      const waiting = control.waiting(now, show);
      return waiting ? [{ binding, ...waiting }] : [];
    });
  }

  /** Devices were plugged in or out: what they show is not known any more. */
  forgetLamps(): void {
    for (const { lamp } of this.#bound) lamp.forget();
  }
}
