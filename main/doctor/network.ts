import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer, isIPv6 } from "node:net";
import type { VmcPlace } from "../inputs/vmc/vmc-source.ts";
import { destinationName, type HostAndPort } from "../outputs/osc/destination/destination.ts";
import { explainFailure } from "../outputs/osc/wire/failure.ts";
import { createResolver } from "../outputs/osc/wire/resolver.ts";
import { broken, type Check, ok } from "./finding.ts";

/** The stage page is served to this machine alone. */
const LOOPBACK = "127.0.0.1";

export function portCheck(wanted: number, address = LOOPBACK, option = "--port"): Check {
  return {
    about: "port",
    async run() {
      const server = createServer();
      try {
        server.listen(wanted, address);
        await once(server, "listening");
        return ok(wanted === 0 ? "any free one" : `${wanted} is free`);
      } catch (error) {
        const advice = `end the program that holds it, or take another with ${option}`;
        return broken(`${wanted}: ${error instanceof Error ? error.message : error}`, advice);
      } finally {
        server.close();
      }
    },
  };
}

/** Whether the port on which a suit is heard can be had. */
export function udpPortCheck({ address, port }: VmcPlace): Check {
  return {
    about: "source",
    async run() {
      const socket = createSocket(isIPv6(address) ? "udp6" : "udp4");
      try {
        socket.bind({ port, address, exclusive: true });
        await once(socket, "listening");
        return ok(`VMC at port ${port} of ${address}, which is free`);
      } catch (error) {
        const advice = "end the program that holds it, or take another with --source vmc:port";
        return broken(`VMC: ${error instanceof Error ? error.message : error}`, advice);
      } finally {
        socket.close();
      }
    },
  };
}

/** Whether the name resolves; whether anything listens there, UDP reports only while sending. */
export function oscCheck(
  destination: HostAndPort,
  resolve = createResolver(),
  about: "OSC" | "VMC" = "OSC",
): Check {
  const name = destinationName(destination);
  return {
    about,
    async run() {
      try {
        const { address } = await resolve(destination.host);
        return ok(address === destination.host ? name : `${name} is ${address}`);
      } catch (error) {
        return broken(
          `${name}: ${explainFailure(error)}`,
          `mend the name in --${about.toLowerCase()}, or use the address in numbers`,
        );
      }
    },
  };
}
