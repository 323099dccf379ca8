import { beforeEach, expect, test } from "vitest";
import { type Player, TrackSound } from "../../../../renderer/stage/track/track-sound.ts";
import type { TrackMessage } from "../../../../shared/messages.ts";

/** A player whose clock is not quite ours, and that takes a moment to begin after each jump. */
class FakePlayer implements Player {
  src = "";
  playbackRate = 1;
  loop = false;
  paused = true;
  seeking = false;
  duration = 60;
  error: { readonly message: string } | null = null;
  refuses = false;
  jumps = 0;
  drift = 1.002;
  #at = 0;
  #waits = 0;

  get currentTime() {
    return this.#at;
  }

  set currentTime(at: number) {
    this.#at = at;
    this.#waits = 0.08;
    this.jumps++;
  }

  async play() {
    if (this.refuses) throw new DOMException("play() failed", "NotAllowedError");
    this.paused = false;
  }

  pause() {
    this.paused = true;
  }

  pass(seconds: number) {
    if (this.paused) return;
    const played = Math.max(0, seconds - this.#waits);
    this.#waits = Math.max(0, this.#waits - seconds);
    this.#at += played * this.playbackRate * this.drift;
    if (this.loop && this.#at >= this.duration) this.#at -= this.duration;
  }
}

let player: FakePlayer;
let sound: TrackSound;
let now: number;
/** The host's clock is another one. */
const HOST = 5000;

beforeEach(() => {
  player = new FakePlayer();
  sound = new TrackSound(player);
  now = 100;
});

const message = (changes: Partial<TrackMessage>): TrackMessage => ({
  ...{ tag: "track", path: "/tracks/a.wav", position: 0, t: HOST + now, speed: 1, loops: false },
  ...changes,
});

/** The host says every quarter of a second where the track is. @returns how far it was from there, each time */
async function play(
  seconds: number,
  positionAt: (now: number) => number,
  changes: Partial<TrackMessage> = {},
) {
  const off: number[] = [];
  for (const until = now + seconds; now < until; ) {
    // On the way for up to 20 ms.
    sound.receive(
      message({ ...changes, position: positionAt(now), t: HOST + now - 0.02 * ((now * 7) % 1) }),
      now,
    );
    await Promise.resolve();
    for (let i = 0; i < 10; i++) {
      player.pass(0.025);
      now += 0.025;
    }
    off.push(player.currentTime - positionAt(now));
  }
  return off;
}

test("it is played where the host says, within forty milliseconds, though the two clocks drift", async () => {
  const off = await play(30, (t) => t - 90);
  expect(player.src).toBe("/tracks/a.wav");
  for (const each of off.slice(16)) expect(Math.abs(each)).toBeLessThan(0.04);
  expect(player.jumps).toBeLessThan(4);
  expect(Math.abs(player.playbackRate - 1)).toBeLessThan(0.06);
});

test("at half speed it is played at half speed, and after a jump it jumps", async () => {
  let from = now;
  await play(4, (t) => 10 + (t - from) / 2, { speed: 0.5 });
  expect(player.playbackRate).toBeCloseTo(0.5, 1);
  from = now;
  const off = await play(4, (t) => 40 + t - from);
  expect(Math.abs(off.at(-1)!)).toBeLessThan(0.04);
});

test("at its end it goes round where the host's does, and else it is silent", async () => {
  player.duration = 8;
  const from = now;
  const off = await play(20, (t) => (t - from) % 8, { loops: true });
  // The one or two at the seam are of the round before.
  expect(
    off.filter((each) => Math.abs(each) > 0.04 && Math.abs(Math.abs(each) - 8) > 0.04).length,
  ).toBeLessThan(8);
  expect(player.loop).toBe(true);
  sound.receive(message({ position: 9 }), now);
  expect(player.paused).toBe(true);
});

test("paused, before it begins, without word, and when nothing plays any more it is silent", async () => {
  await play(2, (t) => t - 100);
  expect(player.paused).toBe(false);
  sound.receive(message({ position: 2, speed: 0 }), now);
  expect(player.paused).toBe(true);
  await play(1, (t) => t - 100);
  expect(player.paused).toBe(false);
  sound.receive(message({ position: -1 }), now);
  expect(player.paused).toBe(true);
  await play(1, (t) => t - 100);
  sound.follow(now + 3);
  expect(player.paused).toBe(true);
  await play(1, (t) => t - 100);
  sound.receive(message({ path: null }), now);
  expect(player.paused).toBe(true);
});

test("where the browser wants a key first it waits for one, and tries no more meanwhile", async () => {
  player.refuses = true;
  await play(2, (t) => t - 100);
  expect([sound.wantsKey, player.jumps]).toEqual([true, 1]);
  player.refuses = false;
  sound.keyPressed(now);
  await play(2, (t) => t - 100);
  expect([sound.wantsKey, player.paused]).toEqual([false, false]);
});

test("what the browser cannot play is told", async () => {
  player.error = { message: "" };
  await play(1, (t) => t - 100);
  expect(sound.unplayed).toEqual({ path: "/tracks/a.wav", why: "the browser does not know its format" });
});
