/*
 * Runs in a page before its own programs: MIDI devices and gamepads that the test plugs in and plays, in place of the
 * browser's. Evaluated as text, so it uses nothing from outside.
 */

export interface SurfaceStandIn {
  /** How often MIDI was asked for. */
  asked: number;
  /** Plugs a device in, or out. */
  plug(name: string, there: boolean): void;
  play(name: string, ...bytes: number[]): void;
  /** Everything that was sent to the device. */
  shown(name: string): number[][];
  /** A gamepad with four buttons and two sticks; null: it is unplugged. */
  pad: { buttons: number[]; axes: number[] } | null;
}

interface Port {
  readonly name: string;
  state: string;
  onmidimessage: ((message: { data: Uint8Array; timeStamp: number }) => void) | null;
  readonly sent: number[][];
  send(bytes: number[]): void;
}

export function standInForSurface(): void {
  const access = new (class extends EventTarget {
    readonly inputs = new Map<string, Port>();
    readonly outputs = new Map<string, Port>();
  })();
  const portOf = (name: string): Port => {
    const sent: number[][] = [];
    return {
      name,
      state: "connected",
      onmidimessage: null,
      sent,
      send: (bytes) => void sent.push([...bytes]),
    };
  };
  const standIn: SurfaceStandIn = {
    asked: 0,
    pad: null,
    plug(name, there) {
      for (const ports of [access.inputs, access.outputs]) {
        if (!ports.has(name)) ports.set(name, portOf(name));
        ports.get(name)!.state = there ? "connected" : "disconnected";
      }
      access.dispatchEvent(new Event("statechange"));
    },
    play(name, ...bytes) {
      const port = access.inputs.get(name)!;
      if (port.state === "connected")
        port.onmidimessage?.({ data: Uint8Array.from(bytes), timeStamp: performance.now() });
    },
    shown: (name) => access.outputs.get(name)!.sent,
  };
  Object.assign(globalThis, { surface: standIn });
  Object.defineProperty(navigator, "requestMIDIAccess", {
    value: async () => {
      standIn.asked++;
      return access;
    },
  });
  Object.defineProperty(navigator, "getGamepads", {
    value: () => {
      const { pad } = standIn;
      if (!pad) return [null];
      const buttons = pad.buttons.map((value) => ({ value, pressed: value > 0.5, touched: value > 0 }));
      return [
        { id: "Pedals (Vendor: 0001 Product: 0002)", index: 0, connected: true, axes: pad.axes, buttons },
      ];
    },
  });
}
