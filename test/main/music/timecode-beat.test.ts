import { expect, test } from "vitest";
import { seededRandom } from "../../../main/motion/random.ts";
import { TimecodeBeat } from "../../../main/music/timecode-beat.ts";
import { parseTimecode, TIMECODE_RATES } from "../../../shared/music/timecode.ts";
import { beatAt, FOLLOWED_CONFIDENCE } from "../../../shared/music.ts";
import { nextTimecode } from "../../support/timecode-sound.ts";

const song = (start: string, tempo = 120) => ({ tempo, start: parseTimecode(start), beatsPerBar: 4 });

/** Frames as the host hears of them, each at most so late or early, seconds. */
function* frames(from: string, rate: number, count: number, jitter = 0, speed = 1, begin = 100) {
  const random = seededRandom(1);
  let code = parseTimecode(from);
  for (let n = 0; n < count; n++) {
    const meant = begin + n / rate / speed;
    yield {
      meant,
      seconds: n / rate,
      placed: { t: meant + jitter * (2 * random() - 1), code, rate, sure: true, speed },
    };
    code = nextTimecode(code, rate);
  }
}

test.each([...TIMECODE_RATES, 30000 / 1001])(
  "at %f frames a second the phase is within 5 ms of the timecode",
  (rate) => {
    const isDrop = Math.round(rate) === 30 && rate < 30;
    for (const mark of isDrop ? [":", ";"] : [":"]) {
      const beat = new TimecodeBeat(song(`00:59:58${mark}00`));
      for (const { meant, seconds, placed } of frames(`00:59:58${mark}00`, rate, 150, 0.003)) {
        const said = beat.heard(placed);
        expect(said.tempo).toBe(120);
        if (seconds > 0.2) expect(Math.abs(beatAt(said, meant) / 2 - seconds)).toBeLessThan(0.005);
      }
    }
  },
);

test("beat 0 is where the setting says, and before it beats are counted down", () => {
  const beat = new TimecodeBeat(song("01:00:10:00", 90));
  const [first] = frames("01:00:08:00", 25, 1);
  expect(beat.heard(first!.placed)).toMatchObject({ beat: -3, downbeat: 0, beatsPerBar: 4 });
});

test("timecode that is played faster has the beat go faster", () => {
  const beat = new TimecodeBeat(song("00:00:00:00"));
  for (const { meant, seconds, placed } of frames("00:00:00:00", 25, 100, 0.001, 1.05)) {
    const said = beat.heard(placed);
    if (seconds < 1.5) continue;
    expect(Math.abs(said.tempo - 126)).toBeLessThan(1);
    expect(Math.abs(beatAt(said, meant) - 2 * seconds)).toBeLessThan(0.01);
  }
});

test("after a jump the first frame tells the new place", () => {
  const beat = new TimecodeBeat(song("00:00:00:00"));
  for (const { placed } of frames("00:00:20:00", 30, 60)) beat.heard(placed);
  const [there] = frames("00:00:50:00", 30, 1, 0, 1, 102);
  expect(beat.heard(there!.placed).beat).toBeCloseTo(100, 6);
});

test("while 30 may still turn out as 29.97 nobody follows it", () => {
  const [first] = frames("00:00:00:00", 30, 1);
  const said = new TimecodeBeat(song("00:00:00:00")).heard({ ...first!.placed, sure: false });
  expect(said.confidence).toBeLessThan(FOLLOWED_CONFIDENCE);
});

test("what is no timecode is refused", () => {
  for (const text of ["", "1:00:00:00", "24:00:00:00", "00:60:00:00", "00:00:00:30", "00:00:00"])
    expect(() => parseTimecode(text), text).toThrow("for example 01:00:00:00");
  expect(parseTimecode("01:02:03;04")).toEqual({ hours: 1, minutes: 2, seconds: 3, frames: 4, drop: true });
});
