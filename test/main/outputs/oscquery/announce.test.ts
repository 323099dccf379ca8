import { Socket } from "node:dgram";
import { expect, onTestFinished, test, vi } from "vitest";
import { Announcement } from "../../../../main/outputs/oscquery/announce.ts";

test("a port for mDNS that is not to be had is told, and ends nothing", async () => {
  const taken = Object.assign(new Error("bind EADDRINUSE 0.0.0.0:5353"), { code: "EADDRINUSE" });
  const bind = vi.spyOn(Socket.prototype, "bind").mockImplementation(function (this: Socket) {
    process.nextTick(() => this.emit("error", taken));
    return this;
  });
  onTestFinished(() => bind.mockRestore());
  const faults: unknown[] = [];
  const said = { httpPort: 29_012, oscPort: 29_011, address: "127.0.0.1" };
  const announcement = new Announcement(said, (error) => faults.push(error));
  await expect.poll(() => faults).toContain(taken);
  await announcement.close();
});
