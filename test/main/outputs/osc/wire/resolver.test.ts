import { expect, test } from "vitest";
import { createResolver } from "../../../../../main/outputs/osc/wire/resolver.ts";
import { turns } from "../../../../support/turns.ts";

test("names are asked for one at a time, and a failure does not stop the next", async () => {
  const running = new Set<string>();
  const order: string[] = [];
  const resolve = createResolver(async (host) => {
    expect([...running]).toEqual([]);
    running.add(host);
    await turns(3);
    running.delete(host);
    order.push(host);
    if (host === "b") throw new Error("no b");
    return { address: host, family: 4 };
  });
  const answers = await Promise.allSettled(["a", "b", "c"].map(resolve));
  expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(order).toEqual(["a", "b", "c"]);
});

test("the system's own resolver finds this machine by IPv4 first, and rejects a name that cannot be", async () => {
  const resolve = createResolver();
  await expect(resolve("localhost")).resolves.toEqual({ address: "127.0.0.1", family: 4 });
  await expect(resolve("nobody.invalid")).rejects.toMatchObject({
    code: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/),
  });
});
