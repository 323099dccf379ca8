import osc, { type OscArgument } from "osc/src/osc.js";

/** Chance that is the same every time (Park and Miller's minimal standard). */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return Math.floor((state / 2147483647) * below);
  };
}

/** Well-formed, but for a desk that allows the cue "mode" alone not one of them is a cue. */
const FORBIDDEN: readonly Buffer[] = (
  [
    ["/continuo/cue/blackout", [{ type: "i", value: 1 }]],
    ["/continuo/cue/freeze", [{ type: "T" }]],
    ["/continuo/cue/record", [{ type: "i", value: 1 }]],
    ["/continuo/cue/answer", []],
    ["/continuo/cue/temperature", [{ type: "f", value: 2 }]],
    ["/continuo/cue/temperature", [{ type: "f", value: Number.NaN }]],
    ["/continuo/cue/mode", []],
    ["/continuo/cue/mode", [{ type: "s", value: "../../etc/passwd" }]],
    ["/continuo/cue/mode", [{ type: "i", value: 99 }]],
    ["/continuo/cue/mode", [{ type: "f", value: Number.POSITIVE_INFINITY }]],
    [
      "/continuo/cue/mode",
      [
        { type: "s", value: "answer" },
        { type: "i", value: 1 },
      ],
    ],
    ["/continuo/cue/__proto__", [{ type: "i", value: 1 }]],
    ["/continuo/cue/constructor", []],
    ["/continuo/cue/", []],
    ["/continuo/*/mode", [{ type: "s", value: "answer" }]],
    ["/continuo/replies", [{ type: "i", value: -1 }]],
    ["/other/cue/mode", [{ type: "s", value: "answer" }]],
    [`/${"x".repeat(2000)}`, []],
  ] satisfies [string, OscArgument[]][]
).map(([address, args]) => Buffer.from(osc.writePacket({ address, args }, { metadata: true })));

/** Packets that nobody should send: random, truncated, deeply nested, oversized, well-formed but forbidden. */
export function* hostilePackets(count: number, seed = 1): Generator<Buffer> {
  const pick = chance(seed);
  const forbidden = () => FORBIDDEN[pick(FORBIDDEN.length)]!;
  const random = (length: number) => Buffer.from(Array.from({ length }, () => pick(256)));
  for (let n = 0; n < count; n++) {
    switch (n % 6) {
      case 0:
        yield random(pick(64));
        break;
      case 1: {
        const whole = forbidden();
        yield whole.subarray(0, pick(whole.length));
        break;
      }
      case 2:
        yield nested(1 + pick(n % 600 === 2 ? 2000 : 40), forbidden());
        break;
      case 3:
        yield n % 300 === 3 ? Buffer.alloc(8000 + pick(57_000), pick(256)) : forbidden();
        break;
      case 4: {
        const bent = Buffer.from(forbidden());
        // Past the address, so that no other cue comes of it.
        const from = bent.indexOf(",");
        for (let i = 0; i < 4; i++) bent[from + pick(bent.length - from)] = pick(256);
        yield bent;
        break;
      }
      default:
        yield forbidden();
    }
  }
}

function nested(depth: number, inner: Buffer): Buffer {
  const heads = Buffer.alloc(depth * 20);
  for (let n = 0; n < depth; n++) {
    heads.write("#bundle\0\0\0\0\0\0\0\0\x01", n * 20, "latin1");
    heads.writeInt32BE((depth - 1 - n) * 20 + inner.length, n * 20 + 16);
  }
  return Buffer.concat([heads, inner]);
}
