import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ScreenWakeLock } from "../../../renderer/stage/screen-wake-lock.ts";

/** A browser as the specification has it: the lock is given to a page that is seen, and gone when it is hidden. */
class FakeScreen {
  readonly page = Object.assign(new EventTarget(), { visibilityState: "visible" });
  readonly locks: (EventTarget & { released: boolean })[] = [];
  refusal: Error | null = null;

  readonly wakeLock = {
    request: async () => {
      if (this.page.visibilityState !== "visible") throw new DOMException("hidden", "NotAllowedError");
      if (this.refusal) throw this.refusal;
      const lock = Object.assign(new EventTarget(), {
        released: false,
        release: async () => this.take(lock),
      });
      this.locks.push(lock);
      return lock;
    },
  };

  take(lock: EventTarget & { released: boolean }) {
    lock.released = true;
    lock.dispatchEvent(new Event("release"));
  }

  show(visible: boolean) {
    this.page.visibilityState = visible ? "visible" : "hidden";
    if (!visible) for (const lock of this.locks.filter(({ released }) => !released)) this.take(lock);
    this.page.dispatchEvent(new Event("visibilitychange"));
  }

  /** Whether it may not go to sleep. */
  get awake() {
    return this.locks.filter(({ released }) => !released).length === 1;
  }
}

let screen: FakeScreen;
let awake: ScreenWakeLock;
const wait = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

function open(wakeLock: unknown) {
  return new ScreenWakeLock({ wakeLock: wakeLock as WakeLock, page: screen.page as unknown as Document });
}

beforeEach(() => {
  vi.useFakeTimers();
  screen = new FakeScreen();
  awake = open(screen.wakeLock);
});
afterEach(() => vi.useRealTimers());

test("the screen is kept awake while the show runs, and no longer", async () => {
  expect(screen.locks).toEqual([]);
  awake.keep(true);
  awake.keep(true);
  await wait(0);
  expect(screen.locks).toHaveLength(1);
  expect(screen.awake).toBe(true);
  expect(awake.fault).toBeNull();
  awake.keep(false);
  await wait(120_000);
  expect(screen.awake).toBe(false);
  expect(screen.locks).toHaveLength(1);
});

test("a page that was hidden asks again when it is back, and only then", async () => {
  awake.keep(true);
  await wait(0);
  screen.show(false);
  await wait(120_000);
  expect(screen.awake).toBe(false);
  screen.show(true);
  await wait(0);
  expect(screen.awake).toBe(true);
  expect(screen.locks).toHaveLength(2);
  screen.show(false);
  awake.keep(false);
  screen.show(true);
  await wait(120_000);
  expect(screen.locks).toHaveLength(2);
});

test("a lock that is refused or taken away is said, and asked for again", async () => {
  screen.refusal = new DOMException("the battery is low", "NotAllowedError");
  awake.keep(true);
  await wait(0);
  expect(awake.fault).toBe("the battery is low");
  screen.refusal = null;
  await wait(31_000);
  expect(screen.awake).toBe(true);
  expect(awake.fault).toBeNull();
  screen.take(screen.locks[0]!);
  expect(awake.fault).toBe("the browser let the lock go");
  await wait(31_000);
  expect(screen.awake).toBe(true);
});

test("a show that ends while the lock is asked for keeps none", async () => {
  awake.keep(true);
  awake.keep(false);
  await wait(0);
  expect(screen.awake).toBe(false);
  awake.keep(true);
  await wait(0);
  expect(screen.awake).toBe(true);
});

test("a browser without such a lock is no error, and is said", async () => {
  const none = open(undefined);
  none.keep(true);
  await wait(0);
  expect(none.fault).toBe("this browser has no lock against the screen's sleep");
});
