import { CUES } from "../../main/cues/cue.ts";
import { seededRandom } from "../../main/motion/random.ts";

/*
 * Packets that nobody should send, made by the grammar of OSC rather than by turning bits of good ones: every type,
 * arrays, blobs, bundles in bundles, sizes at the edges. All addresses are in `/continuo`, or nearly.
 */

export interface HostilePacket {
  readonly packet: Buffer;
  /** Whether a cue that may be given is in it, or may have come about where bytes were bent. */
  readonly mayBeCue: boolean;
}

type Pick = (below: number) => number;

/** What the reference says that each kind of argument is sent as. */
const DECLARED: Readonly<Record<string, readonly string[]>> = {
  choice: ["s", "i"],
  model: ["s"],
  take: ["s"],
  styles: ["s"],
  number: ["i", "f"],
  switch: ["i", "f", "T", "F"],
  trigger: ["", "i", "f", "T", "F", "I"],
};

const CUE_TYPES = new Map(
  CUES.map(({ name, argument }) => [`/continuo/cue/${name}`, DECLARED[argument.kind]!]),
);

const ADDRESSES: readonly string[] = [
  ...CUE_TYPES.keys(),
  ...["/ping", "/ping", "/continuo/ping", "/continuo/state", "/continuo/replies"],
  ...["/continuo/clock", "/continuo/clock"],
  ...[
    "/pong",
    "/continuo/reply",
    "/continuo/error",
    "/continuo/state/mode",
    "/continuo/cue",
    "/continuo/cue/",
  ],
  ...["/continuo/cue/__proto__", "/continuo/cue/constructor", "/continuo/cue/toString", "/continuo/*/mode"],
  ...[
    "/continuo/cue/{mode,blackout}",
    "/continuo/cue/black?ut",
    "//mode",
    "/",
    "",
    "#bundl",
    "continuo/cue/mode",
  ],
  ...["/continuo/cue/mode ", "/continuo/cue/Mode", "/other/cue/mode", "/continuo/cue/mode/mode"],
  ...[
    "/\x1b]0;owned\x07",
    "/\x1b[2J",
    "/line\nbreak",
    "/\u202eover",
    "/\u2028",
    "/台灣",
    "/\u{1f483}",
    "/\x9b31m",
  ],
  `/${"x".repeat(2000)}`,
];

const TYPES = "ifsbhtdScrmTFNI[]ifsTF";
const ODD_TYPES = "x,\x01\x7f/é{}()ε";
const WORDS: readonly string[] = [
  ...[
    "",
    "answer",
    "shadow",
    "1",
    "first",
    "second",
    "../../etc/passwd",
    "salsa:0.5",
    "salsa:1e9",
    ":",
    "NaN",
  ],
  ...[
    "\x1b[31mred",
    "a\nb",
    "\u202egnp",
    "台灣",
    "__proto__",
    "a".repeat(79),
    "a".repeat(81),
    "w".repeat(4000),
  ],
];
const INTS = [0, 1, -1, 2, 5, 99, 9001, 65535, 65536, 0x7fffffff, -0x80000000];
const FLOATS = [
  0,
  -0,
  0.5,
  1,
  2,
  -1,
  1e-45,
  3e38,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
];

export function* hostilePackets(count: number, seed = 1): Generator<HostilePacket> {
  const random = seededRandom(seed);
  const pick: Pick = (below) => Math.floor(random() * below);
  for (let n = 0; n < count; n++) {
    const whole = element(pick, 0);
    switch (pick(16)) {
      case 0:
        yield { packet: bytes(pick, pick(64)), mayBeCue: false };
        break;
      case 1:
        yield { packet: whole.packet.subarray(0, pick(whole.packet.length + 1)), mayBeCue: true };
        break;
      case 2:
        yield { packet: Buffer.concat([whole.packet, Buffer.alloc(1 + pick(9))]), mayBeCue: whole.mayBeCue };
        break;
      case 3: {
        const bent = Buffer.from(whole.packet);
        for (let i = 0; i < 4 && bent.length > 0; i++) bent[pick(bent.length)] = pick(256);
        yield { packet: bent, mayBeCue: true };
        break;
      }
      case 4: {
        const depth = pick(500) === 0 ? 2000 : 1 + pick(12);
        yield { packet: nested(depth, whole.packet), mayBeCue: whole.mayBeCue };
        break;
      }
      case 5:
        if (pick(50) === 0) yield { packet: Buffer.alloc(8180 + pick(50_000), pick(256)), mayBeCue: false };
        else yield whole;
        break;
      default:
        yield whole;
    }
  }
}

function element(pick: Pick, depth: number): HostilePacket {
  if (depth > 5 || pick(4) > 0) return message(pick);
  const inside = Array.from({ length: pick(5) }, () => element(pick, depth + 1));
  const parts = inside.flatMap(({ packet }) => {
    // Now and then a size that is not the element's.
    const size = pick(20) === 0 ? INTS[pick(INTS.length)]! : packet.length;
    return [int(size), packet];
  });
  return {
    packet: Buffer.concat([bundleHead(pick), ...parts]),
    mayBeCue: inside.some(({ mayBeCue }) => mayBeCue),
  };
}

function message(pick: Pick): HostilePacket {
  const address = ADDRESSES[pick(ADDRESSES.length)]!;
  const length = [0, 1, 1, 1, 2, 3, pick(12), pick(300) === 0 ? 3000 : 4][pick(8)]!;
  let types = "";
  for (let i = 0; i < length; i++)
    types += pick(30) === 0 ? ODD_TYPES[pick(ODD_TYPES.length)]! : TYPES[pick(TYPES.length)]!;
  const values = [...types].map((type) => value(pick, type));
  const tags = pick(40) === 0 ? types : `,${types}`;
  return {
    packet: Buffer.concat([text(address, pick), ...(pick(30) === 0 ? [] : [text(tags, pick), ...values])]),
    // Where type tags or padding are missing, what is left may be read as a trigger without an argument.
    mayBeCue:
      CUE_TYPES.get(address)?.some((declared) => declared === types || declared === "") ??
      (address === "/continuo/clock" && /^[fdi]{2}i?$/.test(types)),
  };
}

function value(pick: Pick, type: string): Buffer {
  switch (type) {
    case "i":
      return int(INTS[pick(INTS.length)]!);
    case "f": {
      const float = Buffer.alloc(4);
      float.writeFloatBE(FLOATS[pick(FLOATS.length)]!);
      return float;
    }
    case "c":
    case "r":
    case "m":
      return bytes(pick, 4);
    case "h":
    case "t":
    case "d":
      return bytes(pick, 8);
    case "s":
    case "S":
      return text(WORDS[pick(WORDS.length)]!, pick);
    case "b": {
      const size = pick(20);
      const told = pick(10) === 0 ? INTS[pick(INTS.length)]! : size;
      return Buffer.concat([int(told), bytes(pick, (size + 3) & ~3)]);
    }
    default:
      return Buffer.alloc(0);
  }
}

/** Padded as it should be; now and then not, or not ended. */
function text(words: string, pick: Pick): Buffer {
  const size = Buffer.byteLength(words);
  const padding = pick(40) === 0 ? pick(6) : 4 - (size & 3);
  const padded = Buffer.alloc(size + padding);
  padded.write(words);
  return padded;
}

function int(number: number): Buffer {
  const four = Buffer.alloc(4);
  four.writeInt32BE(number);
  return four;
}

function bytes(pick: Pick, length: number): Buffer {
  const random = Buffer.alloc(length);
  for (let i = 0; i < length; i++) random[i] = pick(256);
  return random;
}

function bundleHead(pick: Pick): Buffer {
  return Buffer.concat([
    Buffer.from("#bundle\0"),
    pick(3) === 0 ? bytes(pick, 8) : Buffer.from([0, 0, 0, 0, 0, 0, 0, 1]),
  ]);
}

function nested(depth: number, inner: Buffer): Buffer {
  const heads = Buffer.alloc(depth * 20);
  for (let n = 0; n < depth; n++) {
    heads.write("#bundle\0\0\0\0\0\0\0\0\x01", n * 20, "latin1");
    heads.writeInt32BE((depth - 1 - n) * 20 + inner.length, n * 20 + 16);
  }
  return Buffer.concat([heads, inner]);
}
