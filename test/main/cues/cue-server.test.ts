import osc, { type OscArgument } from "osc/src/osc.js";
import { describe, expect, test } from "vitest";
import { CUE_NAMES, CUES } from "../../../main/cues/cue.ts";
import { CueServer } from "../../../main/cues/cue-server.ts";
import { SteppedClock } from "../../../shared/clock.ts";
import type { Command } from "../../../shared/commands/table.ts";
import { hostilePackets } from "../../support/hostile-packets.ts";
import { decodePacket, type OscMessage } from "../../support/osc-receiver.ts";
import { showState } from "../../support/show-state.ts";

const STATE = showState({ frozen: true, blend: [{ style: "salsa", weight: 0.5 }] });
const FROM = { address: "10.0.0.5", port: 5000 };

function openServer(allow: readonly string[] = CUE_NAMES) {
  const clock = new SteppedClock();
  const commands: Command[] = [];
  const faults: string[] = [];
  const replies: { readonly port: number; readonly message: OscMessage }[] = [];
  const server = new CueServer({
    ...{ prefix: "/continuo", allow: new Set(allow), clock, state: () => STATE },
    onCommand: (command) => commands.push(command),
    onFault: (line) => faults.push(line),
    reply: (packet, { port }) =>
      replies.push({ port, message: decodePacket(Buffer.from(packet)).messages[0]! }),
  });
  const say = (address: string, ...args: readonly OscArgument[]) =>
    server.receive(osc.writePacket({ address, args }, { metadata: true }), FROM);
  return { server, say, commands, faults, replies, clock };
}

const salsa = (weight: number) => ({ style: "salsa", weight });
const i = (value: number): OscArgument => ({ type: "i", value });
const f = (value: number): OscArgument => ({ type: "f", value });
const s = (value: string): OscArgument => ({ type: "s", value });

describe("a cue", () => {
  test.each<[string, readonly OscArgument[], object | null]>([
    ["mode", [s("answer")], { command: "mode", value: "answer" }],
    ["mode", [i(1)], { command: "mode", value: "answer" }],
    ["mode", [f(0)], { command: "mode", value: "shadow" }],
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
  ])("%s %j commands %j", (name, args, expected) => {
    const { say, commands, faults } = openServer();
    say(`/continuo/cue/${name}`, ...args);
    expect(commands).toEqual(expected === null ? [] : [{ tag: "command", ...expected }]);
    expect(faults).toEqual([]);
  });

  test.each<[string, readonly OscArgument[], string]>([
    ["/continuo/cue/mode", [s("sleep")], '"echo" or "duet", or `i` 0 to 4, found "sleep"'],
    ["/continuo/cue/option", [f(1.5)], "expected `i` 1 to 30, found 1.5"],
    ["/continuo/cue/blend", [s("tango:1")], 'styles among indian, martial, salsa, found "tango:1"'],
    ["/continuo/cue/blend", [s("salsa")], 'found "salsa"'],
    ["/continuo/cue/model", [s("../first")], 'expected `s` a name among first, second, found "../first"'],
    ["/continuo/cue/mode", [i(7)], "found 7"],
    ["/continuo/cue/mode", [f(0.5)], "found 0.5"],
    ["/continuo/cue/mode", [], "found none"],
    ["/continuo/cue/mode", [s("answer"), i(1)], "found 2 arguments"],
    ["/continuo/cue/temperature", [s("hot")], 'found "hot"'],
    ["/continuo/cue/temperature", [f(Number.NaN)], "found NaN"],
    ["/continuo/cue/blackout", [i(7)], "found 7"],
    ["/continuo/cue/explode", [i(1)], "no such cue"],
    ["/continuo/nothing", [], "no such address"],
    ["/other/cue/answer", [], "no such address"],
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
    expect(CUE_NAMES.filter((name) => !asked.includes(name))).toEqual(["answer", "option", "restart"]);
  });
});

describe("too much", () => {
  test("is not looked at: 200 messages at once and 100 a second after that", () => {
    const { say, commands, clock } = openServer();
    for (let n = 0; n < 500; n++) say("/continuo/cue/answer");
    expect(commands).toHaveLength(200);
    clock.moveTo(1);
    for (let n = 0; n < 500; n++) say("/continuo/cue/answer");
    expect(commands).toHaveLength(300);
  });

  test("from one machine silences that machine alone", () => {
    const { server, commands } = openServer();
    const cue = osc.writePacket({ address: "/continuo/cue/answer", args: [] }, { metadata: true });
    for (let n = 0; n < 500; n++) server.receive(cue, { address: "10.0.0.66", port: n });
    expect(commands).toHaveLength(200);
    server.receive(cue, FROM);
    expect(commands).toHaveLength(201);
  });

  test("of those who want answers keeps the newest sixteen", () => {
    const { server, replies, clock } = openServer();
    const ask = osc.writePacket({ address: "/continuo/replies", args: [i(7000)] }, { metadata: true });
    const cue = osc.writePacket({ address: "/continuo/cue/answer", args: [] }, { metadata: true });
    for (let port = 1; port <= 40; port++) server.receive(ask, { ...FROM, port });
    clock.moveTo(10);
    replies.length = 0;
    for (let port = 1; port <= 40; port++) server.receive(cue, { ...FROM, port });
    expect(replies).toHaveLength(16);
  });

  test("10,000 hostile packets change nothing", () => {
    const { server, commands, clock } = openServer(["mode"]);
    for (const packet of hostilePackets(10_000, 7)) {
      clock.moveTo(clock.now() + 0.02);
      server.receive(packet, FROM);
    }
    expect(commands).toEqual([]);
  }, 120_000);
});
