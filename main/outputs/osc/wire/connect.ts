import type { NetworkCard } from "../../../system/network-cards.ts";
import type { Resolved } from "./resolver.ts";
import { connectTcp, withLength, withSlip } from "./tcp.ts";
import { connectUdp } from "./udp.ts";
import type { Connect, Transport, Wire } from "./wire.ts";

const CONNECT: Readonly<Record<Transport, Connect>> = {
  udp: connectUdp,
  tcp: connectTcp(withLength),
  "tcp-slip": connectTcp(withSlip),
};

/** Rejects with the system's code, such as ECONNREFUSED. @param by as `Connect` has it. */
export function openWire(transport: Transport, to: Resolved, port: number, by?: NetworkCard): Promise<Wire> {
  return CONNECT[transport](to, port, by);
}
