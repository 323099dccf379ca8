import { Socket } from "node:dgram";
import { expect, onTestFinished, test, vi } from "vitest";
import { receive } from "../../../../../main/osc-tools/receiver.ts";
import { connectUdp } from "../../../../../main/outputs/osc/wire/udp.ts";

test.each([
  ["sent by", () => connectUdp({ address: "127.0.0.1", family: 4 }, 9), "first"],
  [
    "received by",
    () => receive({ address: "127.0.0.1", port: 0, transport: "udp" }, () => {}),
    "not to be had",
  ],
] as const)(
  "a socket that cannot be %s is told once; what befalls it later ends nothing",
  async (_, open, why) => {
    const later = Promise.withResolvers<void>();
    const bind = vi.spyOn(Socket.prototype, "bind").mockImplementation(function (this: Socket) {
      process.nextTick(() => this.emit("error", new Error("first")));
      setImmediate(() => {
        this.emit("error", new Error("second"));
        later.resolve();
      });
      return this;
    });
    onTestFinished(() => bind.mockRestore());
    await expect(open()).rejects.toThrow(why);
    await later.promise;
  },
);
