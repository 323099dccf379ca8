import { expect, test } from "vitest";
import { Messenger } from "../../../../main/monitoring/alerts/messenger.ts";
import { type Notice, noticeOf } from "../../../../main/monitoring/alerts/notice.ts";

const notice = (why: string): Notice => noticeOf({ well: false, why, lasted: 60 }, "hall", new Date(0));
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A way whose tries end when the test says so, and a messenger that waits for nobody. */
function hindered() {
  const tries: { readonly why: string; end(fault: string | null): Promise<void> }[] = [];
  const told: string[] = [];
  const pauses: number[] = [];
  const way = {
    name: "alert to desk",
    tell: ({ why }: Notice) =>
      new Promise<void>((resolve, reject) => {
        tries.push({
          why,
          async end(fault) {
            if (fault === null) resolve();
            else reject(new Error(fault));
            await settled();
          },
        });
      }),
  };
  const messenger = new Messenger(
    way,
    (line) => told.push(line),
    async (milliseconds) => {
      pauses.push(milliseconds ?? 0);
    },
  );
  return { messenger, tries, told, pauses };
}

test("it is tried again ever more rarely until it is heard, and the operator is told once", async () => {
  const { messenger, tries, told, pauses } = hindered();
  messenger.tell(notice("dark"));
  for (let n = 0; n < 4; n++) await tries[n]!.end(n < 3 ? "status 500" : null);
  await settled();
  expect(tries).toHaveLength(4);
  expect(pauses).toEqual([5000, 10_000, 20_000]);
  expect(told).toEqual(["alert to desk: status 500; it is tried again"]);
  messenger.tell(notice("later"));
  expect(tries.map(({ why }) => why)).toEqual(["dark", "dark", "dark", "dark", "later"]);
});

test("never more than one at a time, and of what came meanwhile the newest", async () => {
  const { messenger, tries } = hindered();
  for (const why of ["one", "two", "three"]) messenger.tell(notice(why));
  expect(tries.map(({ why }) => why)).toEqual(["one"]);
  await tries[0]!.end("status 500");
  expect(tries.map(({ why }) => why)).toEqual(["one", "three"]);
  await tries[1]!.end(null);
  expect(tries).toHaveLength(2);
});

test("after a dozen tries it is given up, and after the end nothing is tried", async () => {
  const { messenger, tries, pauses } = hindered();
  messenger.tell(notice("dark"));
  for (let n = 0; n < 12; n++) await tries[n]!.end("ECONNREFUSED");
  expect(tries).toHaveLength(12);
  expect(Math.max(...pauses)).toBe(600_000);
  messenger.tell(notice("again"));
  messenger.close();
  await tries[12]!.end("ECONNREFUSED");
  expect(tries).toHaveLength(13);
});
