import { isIPv6 } from "node:net";
import { UdpListener } from "../../system/udp-listener.ts";
import type { LiveInput } from "../live-input.ts";
import { VmcPeople, type VmcPeopleParts } from "./vmc-people.ts";
import type { VmcPlace } from "./vmc-source.ts";

const TEND_MS = 1000 / 30;

/** Dancers whose suits or trackers send by VMC. It never ends by itself. */
export class VmcInput implements LiveInput {
  readonly page = null;
  readonly track = null;
  readonly fps = null;
  readonly ended = new Promise<void>(() => {});
  readonly #place: VmcPlace;
  readonly #people: VmcPeople;
  readonly #listener: UdpListener;
  #tending: NodeJS.Timeout | undefined;
  #rests = false;

  constructor(place: VmcPlace, parts: VmcPeopleParts) {
    this.#place = place;
    this.#people = new VmcPeople(parts);
    const { address, port } = place;
    this.#listener = new UdpListener({
      ...{ name: "VMC", address, port, tellOperator: parts.tellOperator },
      receive: (packet, from) => {
        if (!this.#rests) this.#people.receive(packet, from);
      },
      onHeard: () => parts.tellOperator(`VMC: heard at port ${port} of ${address}`),
    });
  }

  get description(): string {
    const { address, port } = this.#place;
    const at = isIPv6(address) ? `[${address}]` : address;
    const { count } = this.#people;
    return `VMC at ${at}:${this.#listener.port ?? port}, ${count === 0 ? "nobody" : count === 1 ? "one sender" : `${count} senders`}`;
  }

  start(): void {
    void this.#listener.open();
    this.#tending = setInterval(() => {
      if (!this.#rests) this.#people.tend();
    }, TEND_MS);
  }

  /** The port stays its own. */
  rest(on: boolean): void {
    this.#rests = on;
  }

  async close(): Promise<void> {
    clearInterval(this.#tending);
    this.#listener.close();
  }
}
