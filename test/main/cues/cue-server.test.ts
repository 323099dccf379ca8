import osc, { type OscArgument } from "osc/src/osc.js";
import { describe, expect, test } from "vitest";
import type { SentBeat } from "../../../main/cues/beat-message.ts";
import { CUE_NAMES, CUES } from "../../../main/cues/cue.ts";
import { CueServer } from "../../../main/cues/cue-server.ts";
import { SteppedClock } from "../../../shared/clock.ts";
import {
  type Command,
  controlsAfter,
  definitionOf,
  type EngineCommand,
  parseCommand,
} from "../../../shared/commands/table.ts";
import { hostilePackets } from "../../support/hostile-packets.ts";
import { amount } from "../../support/long.ts";
import { decodePacket, type OscMessage } from "../../support/osc-receiver.ts";
import { showState } from "../../support/show-state.ts";

const STATE = showState({
  missingGenerators: { graph: "archive names nothing" },
  frozen: true,
  blend: [{ style: "salsa", weight: 0.5 }],
});
const FROM = { address: "10.0.0.5", port: 5000 };

/** With a show whose state follows what is commanded. */
function openServer(allow: readonly string[] = CUE_NAMES) {
  const clock = new SteppedClock();
  const commands: Command[] = [];
  const beats: SentBeat[] = [];
  const faults: string[] = [];
  const replies: { readonly port: number; readonly message: OscMessage }[] = [];
  let state = STATE;
  const server = new CueServer({
    ...{ prefix: "/continuo", allow: new Set(allow), clock, state: () => state },
    onCommand: (command) => {
      commands.push(command);
      if (definitionOf(command.command).owner === "engine")
        state = { ...state, ...controlsAfter(state, command as EngineCommand) };
    },
    onBeat: (beat) => beats.push(beat),
    onFault: (line) => faults.push(line),
    reply: (packet, { port }) =>
      replies.push({ port, message: decodePacket(Buffer.from(packet)).messages[0]! }),
  });
  const say = (address: string, ...args: readonly OscArgument[]) =>
    server.receive(osc.writePacket({ address, args }, { metadata: true }), FROM);
  return { server, say, commands, beats, faults, replies, clock };
}

const salsa = (weight: number) => ({ style: "salsa", weight });
const i = (value: number): OscArgument => ({ type: "i", value });
const f = (value: number): OscArgument => ({ type: "f", value });
const s = (value: string): OscArgument => ({ type: "s", value });

describe("a cue", () => {
  test.each<[string, readonly OscArgument[], object | null]>([
    ["mode", [s("answer")], { command: "mode", value: "answer" }],
    ["mode", [i(1)], { command: "mode", value: "answer" }],
    ["answer", [], { command: "answer" }],
    ["answer", [f(1)], { command: "answer" }],
    ["answer", [i(0)], null],
    ["temperature", [f(1.5)], { command: "temperature", value: 1.5 }],
    ["temperature", [i(2)], { command: "temperature", value: 2 }],
    ["temperature", [f(7)], { command: "temperature", value: 2 }],
    ["temperature", [f(-1)], { command: "temperature", value: 0 }],
    ["option", [i(3)], { command: "option", value: 3 }],
    ["restart", [], { command: "restart" }],
    ["look", [s("ink")], { command: "look", value: "ink" }],
    ["look", [i(2)], { command: "look", value: "points" }],
    ["partner-size", [f(1.5)], { command: "partnerSize", value: 1.5 }],
    ["mirror", [{ type: "T" }], { command: "mirror", value: true }],
    [
      "blend",
      [s("salsa:0.5, indian:2")],
      { command: "blend", value: [salsa(0.5), { style: "indian", weight: 2 }] },
    ],
    ["blend", [s("")], { command: "blend", value: [] }],
    ["model", [s("second")], { command: "model", value: "second" }],
    ["blackout", [i(1)], { command: "blackout", value: true }],
    ["blackout", [{ type: "F" }], { command: "blackout", value: false }],
    ["freeze", [f(0.2)], { command: "freeze", value: false }],
    ["record", [{ type: "T" }], { command: "record", value: true }],
    ["play", [s("evening.piece.json")], { command: "play", value: "evening.piece.json" }],
    ["live", [], { command: "live" }],
  ])("%s %j commands %j", (name, args, expected) => {
    const { say, commands, faults } = openServer();
    say(`/continuo/cue/${name}`, ...args);
    expect(commands).toEqual(expected === null ? [] : [{ tag: "command", ...expected }]);
    expect(faults).toEqual([]);
  });

  test.each<[string, readonly OscArgument[], string]>([
    ["/continuo/cue/mode", [s("sleep")], '"archive" or "practise", or `i` 0 to 6, found "sleep"'],
    ["/continuo/cue/option", [f(1.5)], "expected `i` 1 to 30, found 1.5"],
    ["/continuo/cue/blend", [s("tango:1")], 'styles among indian, martial, salsa, found "tango:1"'],
    ["/continuo/cue/blend", [s("salsa")], 'found "salsa"'],
    ["/continuo/cue/model", [s("../first")], 'expected `s` a name among first, second, found "../first"'],
    ["/continuo/cue/play", [s("x".repeat(300))], "expected `s` a file name"],
    ["/continuo/cue/play", [s("../evening.piece.json")], 'found "../evening.piece.json"'],
    ["/continuo/cue/play", [s("evening.mp4")], 'found "evening.mp4"'],
    ["/continuo/cue/play", [i(1)], "found 1"],
    ["/continuo/cue/play", [], "found none"],
    ["/continuo/cue/mode", [i(7)], "found 7"],
    ["/continuo/cue/mode", [f(0)], "found 0"],
    ["/continuo/cue/mode", [f(0.5)], "found 0.5"],
    ["/continuo/cue/mode", [], "found none"],
    ["/continuo/cue/mode", [s("answer"), i(1)], "found 2 arguments"],
    ["/continuo/cue/temperature", [s("hot")], 'found "hot"'],
    ["/continuo/cue/temperature", [f(Number.NaN)], "found NaN"],
    ["/continuo/cue/blackout", [i(7)], "found 7"],
    ["/continuo/cue/explode", [i(1)], "no such cue"],
    ["/continuo/nothing", [], "no such address"],
    ["/other/cue/answer", [], "no such address"],
    ["/continuo/cue/generator", [s("graph")], "archive names nothing"],
    ["/continuo/cue/generator", [s("reel")], 'expected `s` "model" or "graph"'],
  ])("%s %j is refused, said, and changes nothing", (address, args, why) => {
    const { say, commands, faults, replies } = openServer();
    say(address, ...args);
    expect(commands).toEqual([]);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(why);
    expect(replies).toEqual([]);
  });

  test("that is not on the list of those allowed is refused", () => {
    const { say, commands, faults } = openServer(["mode"]);
    say("/continuo/cue/blackout", i(1));
    say("/continuo/cue/mode", s("answer"));
    expect(commands).toHaveLength(1);
    expect(faults[0]).toContain("not allowed here");
  });
});

describe("a clock by OSC", () => {
  test("says where the music is, and with how many beats a bar", () => {
    const { server, say, beats, faults } = openServer();
    say("/continuo/clock", f(120), f(8.5));
    const exact = Buffer.alloc(16);
    exact.writeInt32BE(90);
    exact.writeDoubleBE(1e6 + 0.25, 4);
    exact.writeInt32BE(3, 12);
    server.receive(rawMessage("/continuo/clock", "idi", exact), FROM);
    expect(beats).toEqual([
      { tempo: 120, beat: 8.5, beatsPerBar: null },
      { tempo: 90, beat: 1e6 + 0.25, beatsPerBar: 3 },
    ]);
    expect(faults).toEqual([]);
  });

  test.each<[readonly OscArgument[], string]>([
    [[], "found nothing"],
    [[f(120)], "found `f` 120"],
    [[f(0), f(1)], "found `f` 0, `f` 1"],
    [[f(1000), f(1)], "found `f` 1000"],
    [[f(Number.NaN), f(1)], "found `f` NaN"],
    [[f(120), f(Number.POSITIVE_INFINITY)], "`f` Infinity"],
    [[f(120), f(1), i(0)], "`i` 0"],
    [[f(120), f(1), i(4), i(4)], "`i` 4, `i` 4"],
    [[f(120), s("four")], "`s` something else"],
  ])("%j is refused and said", (args, why) => {
    const { say, beats, faults } = openServer();
    say("/continuo/clock", ...args);
    expect(beats).toEqual([]);
    expect(faults).toEqual([expect.stringContaining(why)]);
  });

  test("that sends too fast is heard as often as is needed, and nothing else is heard less", () => {
    const { say, beats, commands, faults, clock } = openServer();
    for (let n = 0; n < 2000; n++) {
      clock.moveTo(n / 1000);
      say("/continuo/clock", f(120), f(n / 500));
    }
    say("/continuo/cue/blackout", i(1));
    expect(beats.length).toBeGreaterThan(200);
    expect(beats.length).toBeLessThan(350);
    expect(commands).toHaveLength(1);
    expect(faults).toEqual([]);
  });
});

describe("answers", () => {
  test("come to those who asked for them, at the port they named, until they ask for no more", () => {
    const { say, replies } = openServer();
    say("/continuo/replies", i(7000));
    say("/continuo/cue/mode", s("answer"));
    say("/continuo/cue/mode", s("sleep"));
    say("/continuo/replies", i(0));
    say("/continuo/cue/mode", s("shadow"));
    expect(replies.map(({ port }) => port)).toEqual([7000, 7000, 7000]);
    expect(replies.map(({ message }) => [message.address, ...message.args])).toEqual([
      ["/continuo/reply", "/continuo/replies", "ok"],
      ["/continuo/reply", "/continuo/cue/mode", "ok"],
      ["/continuo/error", "/continuo/cue/mode", expect.stringContaining('found "sleep"')],
    ]);
  });

  test("to a ping bring back what it brought, to where it came from", () => {
    const { say, replies } = openServer();
    say("/ping", i(7), s("desk"), f(0.5));
    say("/continuo/ping");
    expect(replies).toMatchObject([
      { port: FROM.port, message: { address: "/pong", types: "isf", args: [7, "desk", 0.5] } },
      { port: FROM.port, message: { address: "/pong", args: [] } },
    ]);
  });

  test("to a question for the state name every cue that has one", () => {
    const { say, replies } = openServer();
    say("/continuo/state");
    const told = Object.fromEntries(replies.map(({ message }) => [message.address.slice(16), message]));
    expect(told).toMatchObject({
      mode: { types: "s", args: ["shadow"] },
      temperature: { types: "f" },
      options: { types: "i" },
      look: { types: "s", args: ["line"] },
      blend: { types: "s", args: ["salsa:0.5"] },
      model: { types: "s", args: ["first"] },
      blackout: { types: "i", args: [0] },
      freeze: { types: "i", args: [1] },
      record: { types: "i", args: [0] },
    });
    const asked = CUES.filter(({ current }) => current).map(({ name }) => name);
    expect(Object.keys(told)).toEqual(asked);
    expect(CUE_NAMES.filter((name) => !asked.includes(name))).toEqual([
      "answer",
      "option",
      "restart",
      "tap",
      "keep",
      "play",
      "live",
      "practise",
      "practise-answer",
    ]);
  });
});

/** Type tags and arguments as they are, also those that the library would not write. */
function rawMessage(address: string, types: string, args: Buffer = Buffer.alloc(0)): Buffer {
  const padded = (text: string) => Buffer.from(text + "\0".repeat(4 - (Buffer.byteLength(text) & 3)));
  return Buffer.concat([padded(address), padded(`,${types}`), args]);
}

describe("of another type than is declared", () => {
  const one = Buffer.from([0, 0, 0, 1]);
  const long = Buffer.from([0, 0, 0, 0, 0, 0, 0, 1]);
  test.each<[string, string, Buffer | undefined]>([
    ["temperature", "h", long],
    ["temperature", "d", long],
    ["temperature", "t", long],
    ["temperature", "c", one],
    ["temperature", "r", one],
    ["temperature", "m", one],
    ["temperature", "T", undefined],
    ["temperature", "[i]", one],
    ["mode", "c", one],
    ["mode", "f", one],
    ["mode", "S", Buffer.from("echo\0\0\0\0")],
    ["model", "S", Buffer.from("second\0\0")],
    ["blackout", "I", undefined],
    ["blackout", "N", undefined],
    ["blackout", "c", one],
    ["blackout", "b", Buffer.alloc(4)],
    ["blackout", "[T]", undefined],
    ["restart", "N", undefined],
    ["restart", "b", Buffer.alloc(4)],
    ["restart", "s", Buffer.alloc(4)],
    ["restart", "[", undefined],
    ["restart", "[]", undefined],
    ["record", "h", long],
  ])("%s ,%s changes nothing, and is said", (name, types, args) => {
    const { server, commands, faults } = openServer();
    server.receive(rawMessage(`/continuo/cue/${name}`, types, args), FROM);
    expect(commands).toEqual([]);
    expect(faults).toEqual([expect.stringContaining("was refused: expected")]);
  });
});

describe("what would end the show", () => {
  test("brackets that put types and values out of step are pinged back without them", () => {
    const { server, replies, faults } = openServer();
    server.receive(rawMessage("/ping", "[ih", Buffer.alloc(12)), FROM);
    expect(replies).toMatchObject([{ message: { address: "/pong", args: [] } }]);
    expect(faults).toEqual([]);
  });

  test("a number that is none is not pinged back", () => {
    const { say, replies } = openServer();
    say("/ping", f(Number.NaN), f(Number.POSITIVE_INFINITY), i(3));
    expect(replies).toMatchObject([{ message: { types: "i", args: [3] } }]);
  });

  test("a sender at port 0 is heard but not answered", () => {
    const { server, commands, replies } = openServer();
    const from = { ...FROM, port: 0 };
    server.receive(rawMessage("/ping", ""), from);
    server.receive(rawMessage("/continuo/state", ""), from);
    server.receive(rawMessage("/continuo/cue/answer", ""), from);
    expect(commands).toHaveLength(1);
    expect(replies).toEqual([]);
  });

  test("a failure of this program's own is told, and what comes after it is carried out", () => {
    const clock = new SteppedClock();
    const [faults, commands]: [[string, unknown][], Command[]] = [[], []];
    const server = new CueServer({
      ...{ prefix: "/continuo", allow: new Set(CUE_NAMES), clock, state: () => STATE, reply: () => {} },
      onCommand(command) {
        if (command.command === "restart") throw new TypeError("not \x1b[31mthis");
        commands.push(command);
      },
      onFault: (line, error) => faults.push([line, error]),
    });
    const packets = ["restart", "answer"].map((name) => ({ address: `/continuo/cue/${name}`, args: [] }));
    const timeTag = { raw: [0, 1] } as const;
    server.receive(osc.writePacket({ timeTag, packets }, { metadata: true }), FROM);
    expect(commands).toEqual([{ tag: "command", command: "answer" }]);
    expect(faults).toEqual([
      [
        "failed over /continuo/cue/restart from 10.0.0.5: TypeError: not \\x1b[31mthis",
        expect.any(TypeError),
      ],
    ]);
  });

  test("text from outside is told and answered without what a terminal would obey", () => {
    const { say, faults, replies } = openServer();
    say("/continuo/replies", i(7000));
    for (const address of ["/a\u202eb", "/a\u2028b", "/continuo/cue/mode"]) say(address, s("\x1b[2J\nb\x9b"));
    say("/ping", s("\x1b[2J"));
    expect(faults).toHaveLength(3);
    const told = [...faults, ...replies.flatMap(({ message }) => message.args.map(String))].join("");
    expect(told).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(told).toContain("\\x1b[2J\\nb");
  });

  test("answers to answers are not sent", () => {
    const { say, replies } = openServer();
    say("/continuo/replies", i(FROM.port));
    replies.length = 0;
    for (const path of ["/continuo/reply", "/continuo/error", "/pong", "/continuo/state/mode"])
      say(path, s("a"));
    expect(replies).toEqual([]);
  });

  const count = amount({ everyday: 20_000, long: 2_000_000 });
  test(`${count} packets by the grammar of OSC: none throws, and only what is a cue commands`, () => {
    const { server, commands, clock, faults } = openServer();
    let wrong: Buffer[] = [];
    let carriedOut = 0;
    for (const { packet, mayBeCue } of hostilePackets(count, 7)) {
      server.receive(packet, {
        address: `10.0.0.${packet.length % 250}`,
        port: (packet.length * 13) % 65_536,
      });
      while (server.flush()) clock.moveTo(clock.now() + 0.1);
      carriedOut += commands.length;
      const allowed = mayBeCue ? commands.every(isWhole) : commands.length === 0;
      if (!allowed) wrong = [...wrong, packet];
      clock.moveTo(clock.now() + 0.1);
      commands.length = 0;
      faults.length = Math.min(faults.length, 1);
    }
    expect(wrong).toEqual([]);
    expect(carriedOut).toBeGreaterThan(count / 200);
    expect(faults.filter((line) => line.startsWith("failed"))).toEqual([]);
  }, 600_000);
});

/** Whether the table takes a command as it is; which models there are is only known to the show. */
function isWhole(command: Command): boolean {
  if (command.command === "model") return STATE.models.includes(command.value);
  return parseCommand(command.command, command.value) !== null;
}

describe("too much", () => {
  const message = (address: string, ...args: readonly OscArgument[]) =>
    osc.writePacket({ address, args }, { metadata: true });

  /** Everything that is due, as the listener carries it out. */
  function run({ server, clock }: ReturnType<typeof openServer>, seconds: number): void {
    const until = clock.now() + seconds;
    while (clock.now() < until) {
      clock.moveTo(clock.now() + 1 / 60);
      server.flush();
    }
  }

  test("of three faders at 60 Hz hides none of 25 blackouts, and leaves the faders where they were put last", () => {
    const made = openServer();
    const { say, commands, clock, server } = made;
    for (let n = 0; n < 25 * 30; n++) {
      for (const [k, fader] of ["tempo", "temperature", "partner-size"].entries())
        say(`/continuo/cue/${fader}`, f(0.5 + ((n + k) % 100) / 100));
      if (n % 30 === 7) say("/continuo/cue/blackout", i(n % 60 === 7 ? 1 : 0));
      clock.moveTo(clock.now() + 1 / 60);
      server.flush();
    }
    run(made, 1);
    const pressed = commands.filter(({ command }) => command === "blackout");
    expect(pressed.map(({ value }) => value)).toEqual(Array.from({ length: 25 }, (_, n) => n % 2 === 0));
    const last = (name: string) => commands.findLast(({ command }) => command === name)?.value;
    expect(last("tempo")).toBeCloseTo(0.99, 5);
    expect(last("temperature")).toBeCloseTo(1, 5);
  });

  test("of one fader, of a machine that sends as fast as it can: the newest value, at frame rate", () => {
    const made = openServer();
    for (let n = 0; n < 5000; n++) {
      made.say("/continuo/cue/tempo", f(0.5 + n / 10_000));
      if (n % 10 === 0) made.say("/continuo/nothing");
      if (n % 1000 === 500) made.say("/continuo/cue/blackout", i(n % 2000 === 500 ? 1 : 0));
      if (n % 50 === 0) run(made, 0.01);
    }
    run(made, 1);
    const { commands } = made;
    expect(commands.filter(({ command }) => command === "blackout")).toHaveLength(5);
    const tempos = commands.filter(({ command }) => command === "tempo");
    expect(tempos.length).toBeLessThan(4 + 60 * 2.5);
    expect(tempos.at(-1)?.value).toBeCloseTo(0.5 + 4999 / 10_000, 5);
  });

  test("of one switch and of one button is carried out some of the time, and ends at the last value", () => {
    const made = openServer();
    for (let n = 0; n < 10_000; n++) {
      made.say("/continuo/cue/freeze", i(n % 2));
      made.say("/continuo/cue/restart", i(1));
      made.say("/continuo/cue/restart", i(0));
      if (n % 100 === 0) run(made, 0.01);
    }
    run(made, 1);
    for (const name of ["freeze", "restart"]) {
      const carriedOut = made.commands.filter(({ command }) => command === name).length;
      expect(carriedOut).toBeGreaterThan(60);
      expect(carriedOut).toBeLessThanOrEqual(60 + 30 * 2 + 1);
    }
    expect(made.commands.findLast(({ command }) => command === "freeze")?.value).toBe(true);
  });

  test("that is no cue is not looked at, but the cues in between are", () => {
    const { say, faults, commands } = openServer();
    for (let n = 0; n < 500; n++) say("/continuo/nothing");
    say("/continuo/cue/blackout", i(1));
    expect(faults.filter((line) => line.includes("no such address"))).toHaveLength(200);
    expect(faults.at(-1)).toBe("more than 100 messages a second from 10.0.0.5, or from all");
    expect(commands).toHaveLength(1);
  });

  test("from one machine silences that machine alone", () => {
    const { server, replies } = openServer();
    for (let port = 1; port < 500; port++) server.receive(message("/ping"), { address: "10.0.0.66", port });
    const before = replies.length;
    expect(before).toBeLessThanOrEqual(200);
    server.receive(message("/ping"), FROM);
    expect(replies).toHaveLength(before + 1);
  });

  test("is no less from a thousand addresses, and does not make the show forget who was too loud", () => {
    const { server, replies, clock, faults } = openServer();
    const loud = { address: "10.9.9.9", port: 9 };
    for (let second = 0; second < 10; second++) {
      for (let n = 0; n < 1000; n++) {
        const address = `10.1.${second}.${n}`;
        server.receive(message("/continuo/state"), { address, port: 1 + n });
        if (n % 10 === 0) server.receive(message("/continuo/nothing"), loud);
      }
      clock.moveTo(second + 1);
    }
    const bytes = replies.reduce(
      (sum, { message: { address, args } }) => sum + address.length + args.length * 8,
      0,
    );
    expect(bytes).toBeLessThan(11 * 40_000);
    expect(faults.filter((line) => line.includes("no such address")).length).toBeLessThanOrEqual(
      200 + 9 * 100,
    );
  });

  test("of questions for the state is answered with few bytes for each sender", () => {
    const { say, replies, clock } = openServer();
    for (let n = 0; n < 1000; n++) {
      say("/continuo/state");
      clock.moveTo(clock.now() + 0.01);
    }
    const states = replies.filter(({ message: { address } }) => address === "/continuo/state/mode").length;
    expect(states).toBeGreaterThan(20);
    expect(replies.length).toBe(states * CUES.filter(({ current }) => current).length);
    // Ten seconds, in which 20,000 bytes were asked; an answer is some 720 bytes.
    expect(states).toBeLessThan(65);
  });

  test("of those who want answers keeps the newest sixteen", () => {
    const { server, replies, clock } = openServer();
    const ask = message("/continuo/replies", i(7000));
    for (let port = 1; port <= 40; port++) server.receive(ask, { ...FROM, port });
    clock.moveTo(10);
    replies.length = 0;
    for (let port = 1; port <= 40; port++) server.receive(message("/continuo/cue/answer"), { ...FROM, port });
    expect(replies).toHaveLength(16);
  });
});
