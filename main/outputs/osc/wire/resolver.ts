import { lookup } from "node:dns/promises";

export interface Resolved {
  readonly address: string;
  readonly family: number;
}

/** Name -> address. Rejects with the system's code, such as ENOTFOUND. */
export type Resolve = (host: string) => Promise<Resolved>;

/**
 * A resolver that looks up one name at a time: each lookup blocks one of libuv's few threads, which also write the
 * recordings, for many seconds when the network is away. IPv4 comes first, since lighting software on "localhost"
 * listens there.
 */
export function createResolver(ask: Resolve = (host) => lookup(host, { order: "ipv4first" })): Resolve {
  let last: Promise<unknown> = Promise.resolve();
  return (host) => {
    const answer = last.then(() => ask(host));
    last = answer.catch(() => undefined);
    return answer;
  };
}
