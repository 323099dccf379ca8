/** Ports as Web MIDI has them, as far as is used: what is plugged in, what is played, and what is shown. */
export class FakeMidi extends EventTarget {
  readonly inputs = new Map<string, FakePort>();
  readonly outputs = new Map<string, FakePort>();

  constructor(...names: string[]) {
    super();
    for (const name of names) this.plug(name);
  }

  plug(name: string): void {
    this.inputs.set(name, new FakePort(name));
    this.outputs.set(name, new FakePort(name));
    this.dispatchEvent(new Event("statechange"));
  }

  unplug(name: string): void {
    for (const port of [this.inputs.get(name)!, this.outputs.get(name)!]) port.state = "disconnected";
    this.dispatchEvent(new Event("statechange"));
  }

  play(name: string, ...data: number[]): void {
    const input = this.inputs.get(name)!;
    if (input.state === "connected")
      input.onmidimessage?.({ data: Uint8Array.from(data), timeStamp: performance.now() });
  }

  /** Everything that was sent to the device, and forgets it. */
  shown(name: string): number[][] {
    return this.outputs.get(name)!.sent.splice(0);
  }
}

class FakePort {
  state = "connected";
  onmidimessage: ((message: { data: Uint8Array; timeStamp: number }) => void) | null = null;
  readonly sent: number[][] = [];
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  send(bytes: number[]): void {
    this.sent.push(bytes);
  }
}
