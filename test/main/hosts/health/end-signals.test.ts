import { EventEmitter } from "node:events";
import { expect, test, vi } from "vitest";
import { END_SIGNALS, loadHost } from "../../../../main/hosts/health/end-signals.ts";

test.each(END_SIGNALS)(
  "%s while a host's modules load ends the program as planned; afterwards the host hears it",
  async (name) => {
    const host = Object.assign(new EventEmitter(), { exit: vi.fn() });
    const loading = Promise.withResolvers<string>();
    const loaded = loadHost(loading.promise, host);
    host.emit(name, name);
    expect(host.exit.mock.calls).toEqual([[0]]);
    loading.resolve("host");
    expect(await loaded).toBe("host");
    // Until the host can have begun to listen.
    expect(host.eventNames()).toEqual(END_SIGNALS);
    await new Promise((resolve) => setImmediate(resolve));
    expect(host.eventNames()).toEqual([]);
  },
);
