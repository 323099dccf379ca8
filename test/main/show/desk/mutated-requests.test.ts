import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, onTestFinished, test, vi } from "vitest";
import { WebSocket } from "ws";
import { pathOfRecording } from "../../../../main/archive/piece/path-of-recording.ts";
import { readSettings } from "../../../../main/config/load-settings.ts";
import { PlayableInput } from "../../../../main/inputs/playback/playable-input.ts";
import { NetworkDesk } from "../../../../main/link/desk/network-desk.ts";
import { DeskToken } from "../../../../main/link/desk/token.ts";
import { parsePageMessage } from "../../../../main/link/page-message.ts";
import { Pages } from "../../../../main/link/pages.ts";
import type { Site } from "../../../../main/link/site.ts";
import { type Random, seededRandom } from "../../../../main/motion/random.ts";
import { forkJob } from "../../../../main/process/job-child.ts";
import { checkSettings } from "../../../../main/show/check-settings.ts";
import { cameraRequests } from "../../../../main/show/desk/cameras.ts";
import { ingestRequests } from "../../../../main/show/desk/ingest.ts";
import { LiveDancers } from "../../../../main/show/desk/live-dancers.ts";
import { networkRequests } from "../../../../main/show/desk/network.ts";
import { practiceRequests } from "../../../../main/show/desk/practice.ts";
import { queueRequests } from "../../../../main/show/desk/queue.ts";
import { answerRequests, type DeskHandlers } from "../../../../main/show/desk/requests.ts";
import { settingsRequests } from "../../../../main/show/desk/settings.ts";
import { surfaceRequests } from "../../../../main/show/desk/surface.ts";
import { takeRequests } from "../../../../main/show/desk/takes.ts";
import { ExportFolder } from "../../../../main/show/exports/export-folder.ts";
import { IngestJob } from "../../../../main/show/ingest/ingest-job.ts";
import { pageCommands } from "../../../../main/show/page-commands.ts";
import { ShowPractice } from "../../../../main/show/practice/show-practice.ts";
import { threadedJudge } from "../../../../main/show/practice/threaded-judge.ts";
import { Surface } from "../../../../main/surface/surface.ts";
import { machineClock } from "../../../../main/system/clock.ts";
import { projectRoot } from "../../../../main/system/files/paths.ts";
import { decode } from "../../../../shared/codec.ts";
import { initialControls } from "../../../../shared/commands/controls.ts";
import { type Command, parseCommand } from "../../../../shared/commands/table.ts";
import type { LibraryPage } from "../../../../shared/desk/library.ts";
import type { PieceSheet } from "../../../../shared/desk/pieces.ts";
import type { Change, RequestName } from "../../../../shared/desk/requests.ts";
import type { Reply } from "../../../../shared/messages.ts";
import { clipOfTake, EMPTY_PIECE } from "../../../../shared/piece/piece.ts";
import { emptyFolder } from "../../../support/folder.ts";
import { amount, LONG } from "../../../support/long.ts";
import { INSTRUCTIONS } from "../../../support/stage-link-contract.ts";
import { fillWithTakes, smallTake, takeName } from "../../../support/take-folder.ts";
import { writtenLog } from "../../../support/written-log.ts";

const MESSAGES = amount({ everyday: 2000, long: 100_000 });
/** Of them, what one page says before another comes: within the budgets of a page and of the openings. */
const OF_ONE_PAGE = 200;
/** Rounds until the folder is put back as it was: what is valid by chance renames and deletes in it. */
const ROUNDS_OF_A_FOLDER = 40;
const TAKES = 6;
/** What lies outside the folder has this in it, and no answer may. */
const SECRET = "nobody may read this";
/** What may change the folder, where it is answered. Exports are written beside, by a process of their own. */
const WRITING: readonly string[] = [
  ...["library/rename", "library/edit", "library/delete", "library/undo"],
  ...["pieces/make", "pieces/save", "pieces/delete", "pieces/restore"],
];

/**
 * What may have any words in it, or looks a name up in memory alone; whatever else is answered names no place outside
 * the folder.
 */
const WITH_TEXT: readonly string[] = [
  ...["library/list", "library/edit", "pieces/make", "pieces/save", "pieces/joins", "settings/edit"],
  ...["practice/passes", "map/tag", "surface/learn"],
];

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;
const heldMegabytes = () => {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1e6;
};

/** Every request, handled as in a show; only the engine is missing. */
async function host() {
  const root = emptyFolder();
  const [takes, outside, configuration] = ["takes", "outside", "configuration"].map((name) => {
    mkdirSync(join(root, name));
    return join(root, name);
  }) as [string, string, string];
  const archive = emptyFolder();
  writeFileSync(join(outside, "secret.take.ndjson"), smallTake(0).replace("Ada", SECRET));
  writeFileSync(join(outside, "secret.piece.json"), JSON.stringify({ ...EMPTY_PIECE, title: SECRET }));
  writeFileSync(join(outside, "secret.csv"), SECRET);
  const file = join(configuration, "show.json");
  writeFileSync(file, "{}");
  fillWithTakes(takes, TAKES);
  fillWithTakes(archive, 2);

  const { log, lines } = writtenLog(machineClock);
  const notices: string[] = [];
  const commands: Command[] = [];
  const tellOperator = (line: string) => void notices.push(line);
  const desk = await NetworkDesk.open({
    ...{ settings: { address: "127.0.0.1", port: 0 }, clock: machineClock, tellOperator },
    ...{ site: () => ({}) as Site, token: () => DeskToken.open(null) },
  });
  onTestFinished(() => desk.close());
  const changed = (what: Change) => pages.send({ tag: "changed", what });
  const input = await PlayableInput.open(
    { clock: machineClock, show: () => {}, handOver: () => {}, onChange: () => changed("playback") },
    async () => ({
      ...{ description: "nothing", fps: null, page: null, track: null, ended: new Promise<void>(() => {}) },
      ...{ rest: () => {}, start: () => {}, close: async () => {} },
    }),
  );
  onTestFinished(() => input.close());
  const sources = { file, overrides: {} };
  const inForce = await readSettings(sources);
  const deskTakes = takeRequests({
    ...{ folder: takes, model: join(projectRoot, "models/first"), input, tellOperator, onChange: changed },
    ...{ downloads: new ExportFolder(join(takes, "exports")), spawnJob: forkJob, reveal: null },
    ...{ archive, live: new LiveDancers(), seed: 1 },
  });
  onTestFinished(() => deskTakes.close());
  const practice = new ShowPractice({
    ...{ judge: threadedJudge(takes), fileOf: (name) => pathOfRecording(takes, name), tellOperator },
    ...{ hear: () => Promise.reject(new Error("no track")), now: Date.now, clock: machineClock },
    ...{ controls: () => initialControls(inForce), command: () => {}, practise: () => {} },
    ...{ send: () => {}, onChange: () => changed("practice") },
  });
  onTestFinished(() => practice.close());
  const surface = await Surface.open({
    ...{ file: join(configuration, "bindings.json"), isNamed: false, onInstructions: () => {}, tellOperator },
    onChange: () => changed("surface"),
  });
  onTestFinished(() => surface.close());
  surface.report({
    ...{ tag: "surface", midi: "on", why: "", devices: ["Desk"], revision: 0, waiting: [], moved: null },
  });
  const handlers: DeskHandlers = {
    ...settingsRequests({
      ...{ sources, offered: join(configuration, "offered.json"), inForce: () => inForce },
      ...{ check: checkSettings, onFile: () => {}, onWritten: () => changed("settings") },
    }),
    ...networkRequests(desk),
    ...cameraRequests({
      ...{ cameras: () => [{ label: "webcam", used: true, fault: null }], wanted: () => null },
      prefer: () => {},
    }),
    ...ingestRequests(
      new IngestJob({ archive: null, settings: inForce, spawn: forkJob, onChange: () => changed("ingest") }),
    ),
    ...queueRequests(null),
    ...practiceRequests(practice),
    ...surfaceRequests(surface),
    ...deskTakes.handlers,
  };
  const pages = new Pages({
    ...{ links: desk, clock: machineClock, instructions: INSTRUCTIONS, tellOperator },
    ...{ onFrame: () => {}, onCamera: () => {}, onEars: () => {}, onMusic: () => {}, onReport: () => {} },
    ...{ onClock: () => {}, onMidi: () => {}, onTimecode: () => {}, onSurface: () => {}, onLearnt: () => {} },
    onPlacement: () => {},
    onCommand: pageCommands({
      ...{
        styles: () => [],
        models: () => ["first"],
        missingGenerators: () => ({}),
        missingModes: () => ({}),
        tellOperator,
      },
      onCommand: (command) => void commands.push(command),
    }),
    onRequest: answerRequests(handlers, log),
  });
  return {
    root,
    takes,
    outside,
    configuration,
    desk,
    names: Object.keys(handlers),
    lines,
    notices,
    commands,
  };
}

type Host = Awaited<ReturnType<typeof host>>;

/** A page on the desk's port. */
class Page {
  readonly socket: WebSocket;
  readonly closed: Promise<unknown>;
  isClosed = false;
  readonly replies: Reply[] = [];
  /** What it heard of what lies outside. */
  readonly told: string[] = [];
  #newest = 1_000_000;
  #listeners: (() => void)[] = [];

  private constructor(socket: WebSocket) {
    this.socket = socket;
    this.closed = once(socket, "close");
    socket.on("close", () => this.#notice(() => (this.isClosed = true)));
    socket.on("message", (data) => {
      const text = String(data);
      if (text.includes(SECRET)) this.told.push(text);
      const message = JSON.parse(text);
      if (message.tag === "reply") this.#notice(() => this.replies.push(message));
      else if (message.tag === "ping") socket.send('{"tag":"pong"}');
    });
  }

  /** As soon as the host lets it: one that comes too often waits. */
  static async open({ desk }: Host): Promise<Page> {
    const url = new URL(desk.addresses[0]!);
    const headers = { cookie: `continuo-desk-${url.port}=${url.searchParams.get("k")}`, origin: url.origin };
    const come = async () => {
      const socket = new WebSocket(`ws://${url.host}/link`, { headers });
      const page = new Page(socket);
      page.closed.catch(() => {});
      await once(socket, "open");
      socket.on("error", () => {});
      return page;
    };
    return vi.waitFor(come, { timeout: 20_000, interval: 100 });
  }

  static async openDesk(of: Host): Promise<Page> {
    const page = await Page.open(of);
    page.socket.send('{"tag":"hello","role":"desk"}');
    return page;
  }

  /** Resolves when so many replies have come, or it was closed. */
  heard(count: number): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (this.replies.length < count && !this.isClosed) return;
        this.#listeners = this.#listeners.filter((each) => each !== look);
        resolve();
      };
      this.#listeners.push(look);
      look();
    });
  }

  async ask<T>(name: RequestName, ask: unknown): Promise<T> {
    const id = this.#newest++;
    const before = this.replies.length;
    this.socket.send(JSON.stringify({ tag: "request", id, name, ask }));
    await this.heard(before + 1);
    const reply = this.replies.splice(before)[0];
    if (!reply || reply.id !== id || "refused" in reply)
      throw new Error(`${name}: ${JSON.stringify(reply ?? "closed")}`);
    return reply.answer as T;
  }

  #notice(happen: () => void): void {
    happen();
    for (const listen of [...this.#listeners]) listen();
  }
}

const pick = <T>(from: readonly T[], random: Random): T => from[Math.floor(random() * from.length)]!;

const nested = (levels: number): unknown => JSON.parse("[".repeat(levels) + "]".repeat(levels));

const hostileValues = ({ outside }: Host): readonly unknown[] => [
  ...[null, true, false, -1, 0, 0.5, 7, 2 ** 31 - 1, 2 ** 53, 1e308, -1e308, 5e-324],
  ...[
    "",
    " ",
    "NaN",
    "Infinity",
    "-0",
    "null",
    "__proto__",
    "constructor",
    "hasOwnProperty",
    "\ud800",
    "\u202e",
  ],
  ...["x".repeat(300), "é".repeat(2000), "x".repeat(5000), [], [[]], {}, nested(40), nested(900)],
  ...[JSON.parse('{"__proto__":{"polluted":true}}'), { constructor: { prototype: { polluted: true } } }],
  ...[
    Array(300).fill(0),
    Array(20).fill({ path: ["tempo"], value: 2 }),
    ["__proto__", "polluted"],
    ["record"],
  ],
  ...["secret.take.ndjson", "secret.piece.json", "secret.csv"].flatMap((name) => [
    ...[`../outside/${name}`, `..\\outside\\${name}`, join(outside, name), `exports/../../outside/${name}`],
    ...[
      `./../outside/${name}`,
      `%2e%2e/outside/${name}`,
      `....//outside/${name}`,
      `file://${outside}/${name}`,
    ],
    ...[`../outside/${name}\0.take.ndjson`, `..\u2215outside\u2215${name}`],
  ]),
  ...[
    "CON.take.ndjson",
    "nul.piece.json",
    "aux.csv",
    "COM1.take.ndjson.gz",
    "a\0.take.ndjson",
    "a:b.take.ndjson",
  ],
  ...[
    `${takeName(1)}.`,
    `${takeName(1)} `,
    "solo..take.ndjson",
    ".take.ndjson",
    "..",
    ".",
    "~",
    "trash",
    "exports",
  ],
  ...[
    `${"x".repeat(300)}.take.ndjson`,
    `${"陈".repeat(90)}.take.ndjson`,
    "gone.take.ndjson",
    "gone.piece.json",
  ],
  ...[takeName(0), takeName(1), "evening.piece.json", "solo", "x.csv", "webm", "camera", "stage", "desk"],
];

/** Messages that a desk may well say. */
function validMessages({ names }: Host, { name, revision }: PieceSheet): readonly object[] {
  const take = { name: takeName(2) };
  const piece = { ...EMPTY_PIECE, title: "evening", dancer: [clipOfTake(takeName(3), null, 0, 0.5)] };
  const start = { ...{ from: null, to: null, loop: false, speed: 1 }, mirrored: false, seed: false };
  const questions: { readonly [Name in RequestName]: unknown } = {
    "archive/state": null,
    "archive/open": null,
    "archive/nearest": { like: { take: takeName(2), t: 0.5, person: null }, count: 3 },
    "archive/pose": { moment: 1, figures: 1 },
    "archive/play": { moment: 0, loop: false, speed: 1, mirrored: false },
    "archive/dance-line": { points: [0, 1].map((t) => ({ x: 0.4 + 0.1 * t, y: 0.5, t })) },
    "archive/keep-line": take,
    "cameras/choose": { label: "webcam", number: 1 },
    "exports/start": {
      ...{ from: [takeName(4)], format: "csv", seconds: null, person: null, marey: false, film: null },
    },
    "exports/list": null,
    "exports/stop": { id: 1 },
    "exports/delete": { name: `${takeName(4)}.csv` },
    "exports/reveal": { name: `${takeName(4)}.csv` },
    "ingest/state": null,
    "ingest/start": { films: "/films" },
    "ingest/stop": null,
    "library/list": { search: "", order: "name", descending: false, offset: 0, limit: 20 },
    "library/get": take,
    "library/rename": { ...take, to: "solo" },
    "library/edit": { ...take, dancer: "Ada", tags: ["new"], note: "one\ntwo" },
    "library/delete": take,
    "library/undo": { id: "20250101-000000-000" },
    "library/trash": null,
    "map/report": null,
    "map/making": null,
    "map/make": null,
    "map/stop": null,
    "map/tracks": { offset: 0 },
    "map/dancers": null,
    "map/tag": { ...take, tag: "new" },
    "map/drop": take,
    "map/bring-back": { id: "20250101-000000-000" },
    "map/keep-selection": { name: "calm", takes: [takeName(2)] },
    "pieces/list": null,
    "pieces/get": { name },
    "pieces/make": { title: "night" },
    "pieces/save": { name, piece, revision },
    "pieces/delete": { name: "night.piece.json" },
    "pieces/restore": { id: "20250101-000000-000" },
    "pieces/joins": { name },
    "pieces/dance": { name },
    "pieces/figures": { take: takeName(3), person: null },
    "network/renew": null,
    "playback/state": null,
    "playback/play": { name: takeName(5), ...start },
    "playback/again": { from: null, to: 2 },
    "playback/adjust": { speed: 2, paused: true },
    "playback/seek": { position: 0.5 },
    "playback/stop": null,
    "practice/state": null,
    "practice/start": { name: takeName(6), from: 0.5, to: null },
    "practice/stop": null,
    "practice/passes": { reference: takeName(6), since: 0 },
    "queue/state": null,
    "surface/state": null,
    "surface/learn": { command: "mode", value: "echo" },
    "surface/stop-learning": null,
    "surface/edit": { index: 0, revision: 0, reads: "absolute", does: "set" },
    "surface/unbind": { index: 0, revision: 0 },
    "settings/read": null,
    "settings/edit": { changes: [{ path: ["smoothing", "beta"], value: 5 }, { path: ["tempo"] }] },
    "settings/create": null,
  };
  expect(Object.keys(questions).toSorted()).toEqual(names.toSorted());
  return [
    { tag: "hello", role: "desk" },
    { tag: "command", command: "answer" },
    { tag: "command", command: "tempo", value: 1.5 },
    { tag: "command", command: "blend", value: [{ style: "waltz", weight: 1 }] },
    ...Object.entries(questions).map(([asked, ask]) => ({ tag: "request", id: 0, name: asked, ask })),
  ];
}

/** Every array and object within; not of what is nested without end. */
function groupsOf(value: unknown, levels = 8): Record<string, unknown>[] {
  if (typeof value !== "object" || value === null || levels === 0) return [];
  const group = value as Record<string, unknown>;
  return [group, ...Object.values(group).flatMap((each) => groupsOf(each, levels - 1))];
}

/** The message with something about it another: what is asked rather than how. */
function mutate(message: object, hostile: readonly unknown[], random: Random): object {
  const mutant = structuredClone(message) as Record<string, unknown>;
  for (let times = 1 + Math.floor(random() * 3); times > 0; times--) {
    const [whole, ...groups] = groupsOf(mutant);
    const group = groups.length > 0 && random() < 0.85 ? pick(groups, random) : whole!;
    const keys = Object.keys(group);
    const key = keys.length > 0 && random() < 0.75 ? pick(keys, random) : pick(EXTRA, random);
    if (random() < 0.15) delete group[key];
    // Set as JSON does it: as a key of its own, whatever its name.
    else {
      const value = structuredClone(pick(hostile, random));
      Object.defineProperty(group, key, { value, enumerable: true, configurable: true, writable: true });
    }
  }
  return mutant;
}

const EXTRA = ["extra", "name", "path", "value", "__proto__", "constructor", "toJSON", "0"];

/** A message as it leaves the page; some are no JSON, or not even text. */
function wire(message: object, random: Random): string | Buffer {
  const text = JSON.stringify(message);
  const kind = random();
  if (kind < 0.88) return text;
  if (kind < 0.91) return text.slice(0, Math.floor(random() * text.length));
  if (kind < 0.94) return text.replace(/-?\d+(\.\d+)?/, "1e999");
  if (kind < 0.96) return Buffer.from(Array.from({ length: 60 }, () => Math.floor(random() * 256)));
  if (kind < 0.99) {
    const at = Math.floor(random() * text.length);
    return text.slice(0, at) + String.fromCharCode(32 + Math.floor(random() * 95)) + text.slice(at + 1);
  }
  // Nested deeper than any stack is deep.
  return `{"tag":"request","id":1,"name":"library/get","ask":${"[".repeat(50_000)}${"]".repeat(50_000)}}`;
}

/** Files and what is in them; without what an export writes, the library's own, and the trash while it is empty. */
const contentOf = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => !/^(exports|\.continuo|trash$)/.test(name))
    .toSorted()
    .map((name) => {
      const file = join(folder, name);
      if (!statSync(file).isFile()) return name;
      return `${name} ${createHash("sha256").update(readFileSync(file)).digest("hex")}`;
    })
    .join("\n");

/** As it was, with a piece besides. */
async function renew({ takes }: Host, neighbour: Page): Promise<PieceSheet> {
  for (const name of readdirSync(takes))
    if (name !== "exports" && !name.startsWith(".continuo")) rmSync(join(takes, name), { recursive: true });
  fillWithTakes(takes, TAKES);
  return neighbour.ask<PieceSheet>("pieces/make", { title: "evening" });
}

const ALL = { search: "", order: "name", descending: false, offset: 0, limit: 20 };

test("whatever is made of a desk's messages is refused in one line, or is what a desk may do", {
  timeout: LONG ? 3_600_000 : 180_000,
}, async () => {
  const of = await host();
  const hostile = hostileValues(of);
  const random = seededRandom(22);
  const outside = contentOf(of.outside);
  const neighbour = await Page.openDesk(of);
  let settings = contentOf(of.configuration);
  let [takes, messages] = ["", [] as readonly object[]];
  let page: Page | null = null;
  let [saidByPage, saidHello, unchanged, answered, refused, early] = [0, false, 0, 0, 0, 0];

  for (let [sent, round] = [0, 0]; sent < MESSAGES; round++) {
    if (round % ROUNDS_OF_A_FOLDER === 0) {
      messages = validMessages(of, await renew(of, neighbour));
      takes = contentOf(of.takes);
    }
    if (!page || page.isClosed || saidByPage > OF_ONE_PAGE) {
      page?.socket.close();
      page = await Page.open(of);
      [saidByPage, saidHello] = [0, false];
    }
    // At most three at a time wait for their answers: a fourth is the neighbour's way in.
    const asked: { id: number; name: string; ask: unknown }[] = [];
    let leaves = false;
    for (let n = 0; n < 3; n++, sent++, saidByPage++) {
      const whole = pick(messages, random);
      const message = { ...whole, ...("id" in whole ? { id: sent } : {}) };
      const data =
        saidByPage === 5 ? '{"tag":"hello","role":"desk"}' : wire(mutate(message, hostile, random), random);
      const parsed = parsePageMessage(decode(data));
      // Renewing the link sends everybody away: its own test has that.
      if (parsed?.tag === "request" && parsed.name === "network/renew" && parsed.ask === null) continue;
      page.socket.send(data);
      if (parsed?.tag === "request" && saidHello) asked.push(parsed);
      leaves ||= parsed?.tag === "hello" && parsed.role !== "desk";
      saidHello ||= parsed?.tag === "hello";
      if (leaves) break;
    }
    if (leaves) await page.closed;
    else await page.heard(asked.length);
    expect(page.isClosed).toBe(leaves);
    for (const reply of page.replies) {
      if (!("refused" in reply)) {
        answered++;
        // Two of a round may have the same number by chance.
        const [question, ...others] = asked.filter(({ id }) => id === reply.id);
        if (others.length === 0 && question && !WITH_TEXT.includes(question.name))
          expect(JSON.stringify(question)).not.toMatch("outside");
      } else {
        refused++;
        expect(reply.refused).toMatch(/^[^\n]{1,600}$/);
      }
    }
    const wasAnswered = page.replies.some((reply) => !("refused" in reply));
    const mayWrite = (names: readonly string[]) =>
      leaves || (wasAnswered && asked.some(({ name }) => names.includes(name)));
    page.replies.length = 0;

    expect([...page.told, ...neighbour.told]).toEqual([]);
    expect(contentOf(of.outside)).toBe(outside);
    const [takesNow, settingsNow] = [contentOf(of.takes), contentOf(of.configuration)];
    if (!mayWrite(WRITING)) {
      expect(takesNow).toBe(takes);
      unchanged++;
    }
    if (!mayWrite(["settings/edit"])) expect(settingsNow).toBe(settings);
    [takes, settings] = [takesNow, settingsNow];
    if (round % 5 === 0) {
      expect((await neighbour.ask<LibraryPage>("library/list", ALL)).takes.length).toBeGreaterThanOrEqual(0);
      expect(readdirSync(of.root).toSorted()).toEqual(["configuration", "outside", "takes"]);
    }
    // What came while the first took their places is no leak.
    if (early === 0 && sent > MESSAGES / 5) early = heldMegabytes();
  }

  expect(of.lines).toEqual([]);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  for (const { command, value } of of.commands) expect(parseCommand(command, value)).not.toBeNull();
  of.commands.length = 0;
  console.log({ answered, refused, unchanged, notices: of.notices.length, early, late: heldMegabytes() });
  expect(unchanged).toBeGreaterThan(MESSAGES / 20);
  expect(refused).toBeGreaterThan(MESSAGES / 4);
  expect(answered).toBeGreaterThan(MESSAGES / 50);
  if (LONG) expect(heldMegabytes()).toBeLessThan(early + 20);
});

test("a page that floods is closed and may come again, and who is beside it is answered meanwhile", async () => {
  const of = await host();
  const neighbour = await Page.openDesk(of);
  for (const [flood, times, why] of [
    ['{"tag":"request","id":1,"name":"library/get","ask":{"name":"../x"}}', 1500, /requests a second/],
    ['{"tag":"command","command":"answer"}', 1500, /commands a second/],
    ["{", 1500, /messages a second/],
    [`{"${"x".repeat(500_000)}`, 40, /text/],
  ] as const) {
    const page = await Page.openDesk(of);
    for (let n = 0; n < times; n++) page.socket.send(flood);
    const asked = neighbour.ask("settings/read", null);
    await page.closed;
    expect(await asked).toMatchObject({ fault: null });
    await vi.waitFor(() => expect(of.notices.at(-1)).toMatch(why));
    const again = await Page.openDesk(of);
    expect(await again.ask("playback/state", null)).toBeNull();
    again.socket.close();
  }
  expect(of.lines).toEqual([]);
});
