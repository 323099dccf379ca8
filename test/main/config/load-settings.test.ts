import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { loadSettings, readSettings } from "../../../main/config/load-settings.ts";
import type { SettingsInput } from "../../../main/config/settings.ts";
import { ConfigError } from "../../../main/system/errors.ts";
import { projectRoot } from "../../../main/system/files/paths.ts";
import { emptyFolder } from "../../support/folder.ts";
import { deepLists, hostileFile } from "../../support/hostile-files.ts";

const folder = mkdtempSync(join(tmpdir(), "continuo-settings-"));
afterAll(() => rmSync(folder, { recursive: true }));

let written = 0;
function file(content: unknown): string {
  const path = join(folder, `${written++}.json`);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

/** The one line with which something is refused. */
async function refusal(load: () => unknown): Promise<string> {
  try {
    await load();
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    const { message } = error as ConfigError;
    expect(message).not.toContain("\n");
    return message;
  }
  throw new Error("was not refused");
}

test("without a file or options everything has its default", () => {
  expect(loadSettings({})).toMatchObject({
    source: "camera",
    port: 8080,
    osc: [{ host: "127.0.0.1", port: 9000 }],
    answerSeconds: { min: 2, max: 8 },
    smoothing: { enabled: true },
    record: null,
    takes: null,
  });
});

test("options win over the file, and the file over the defaults, down into groups", async () => {
  const path = file({ port: 1000, mode: "answer", smoothing: { beta: 3, minCutoff: 2 } });
  const settings = await readSettings({ file: path, overrides: { port: 2000, smoothing: { beta: 4 } } });
  expect(settings).toMatchObject({
    port: 2000,
    mode: "answer",
    smoothing: { enabled: true, minCutoff: 2, beta: 4 },
  });
});

test.each<[unknown, string]>([
  [{ temprature: 1 }, "temprature is not a setting; did you mean temperature?"],
  [{ PORT: 1 }, "PORT is not a setting; did you mean port?"],
  [{ smoothing: { bta: 1 } }, "smoothing.bta is not a setting; did you mean beta?"],
  [{ port: "8080" }, 'port is "8080", expected a whole number from 0 to 65535'],
  [{ port: 80.5 }, "port is 80.5, expected a whole number from 0 to 65535"],
  [{ port: 65536 }, "port is 65536, expected a whole number from 0 to 65535"],
  [{ temperature: -0.1 }, "temperature is -0.1, expected a number from 0 to 2"],
  [{ mode: "dance" }, 'mode is "dance", expected shadow, answer, options, echo, duet, archive or practise'],
  [{ once: "yes" }, 'once is "yes", expected true or false'],
  [
    { source: "" },
    'source is "", expected camera (of the stage page), demo, vmc:port (a suit or a tracker), or the path of a video, take or piece',
  ],
  [{ osc: "127.0.0.1:9000" }, 'osc is "127.0.0.1:9000", expected a list, each host:port'],
  [{ osc: ["a:1", "desk"] }, 'osc.1 is "desk", expected host:port, for example'],
  [{ oscPrefix: "continuo" }, 'oscPrefix is "continuo", expected an OSC address of at most 64 letters'],
  [{ oscPrefix: `/${"x".repeat(64)}` }, "expected an OSC address of at most 64 letters"],
  [{ osc: [{ port: 1 }] }, "osc.0.host is missing, expected a name or an address"],
  [{ osc: [{ host: "a", rte: 1 }] }, "osc.0.rte is not a setting; did you mean rate?"],
  [{ osc: [{ host: "a", rate: 121 }] }, 'osc.0.rate is 121, expected a number from 1 to 120 Hz, or "frame"'],
  [
    { osc: [{ host: "a", rate: "fast" }] },
    'osc.0.rate is "fast", expected a number from 1 to 120 Hz, or "frame"',
  ],
  [{ osc: [{ host: "a", transport: "http" }] }, 'osc.0.transport is "http", expected udp, tcp or tcp-slip'],
  [{ osc: [{ host: "a", groups: ["lamps"] }] }, 'osc.0.groups.0 is "lamps", expected frame, events, people,'],
  [{ osc: [{ host: "a", scale: [0] }] }, "osc.0.scale"],
  [
    { osc: [{ host: "a", map: [{ signal: "energy" }] }] },
    "osc.0.map.0.address is missing, expected an OSC address",
  ],
  [
    { osc: [{ host: "a", map: [{ signal: "energy", address: "x" }] }] },
    'osc.0.map.0.address is "x", expected an OSC address',
  ],
  [
    { osc: [{ host: "a", map: [{ signal: "energy", address: "/x", between: [0, 1, 2] }] }] },
    "osc.0.map.0.between is [0,1,2], expected two numbers",
  ],
  [
    { osc: [{ host: "a", map: [{ signal: "energy", address: "/x", curve: "sqare" }] }] },
    'osc.0.map.0.curve is "sqare", expected linear, square, root, s or switch',
  ],
  [
    {
      osc: [
        {
          host: "a",
          map: [
            {
              signal: "energy",
              address: "/x",
              curve: [
                [0, 0],
                [0, 1],
              ],
            },
          ],
        },
      ],
    },
    "expected corners whose x rises from 0 to 1",
  ],
  [
    { osc: [{ host: "a", map: [{ signal: "energy", address: "/x", args: [1, 2] }] }] },
    'osc.0.map.0.args is [1,2], expected a list of words and numbers with one "value"',
  ],
  [
    { osc: [{ host: "a", messages: [{ on: "now", each: "scene", address: "/x", args: [] }] }] },
    'osc.0.messages.0.on is "now", expected frame, enter, leave, phrase-start, phrase-end, beat or bar',
  ],
  [
    { osc: [{ host: "a", messages: [{ on: "frame", each: 7, address: "/x", args: [] }] }] },
    "osc.0.messages.0.each is 7, expected a whole number from 1 to 6",
  ],
  [
    { oscIn: { address: "everywhere" } },
    'oscIn.address is "everywhere", expected an IP address of this machine',
  ],
  [{ oscIn: { allow: ["mode", "explode"] } }, 'oscIn.allow.1 is "explode", expected mode, answer,'],
  [
    { sacn: { channels: [{ channel: 513, signal: "energy" }] } },
    "sacn.channels.0.channel is 513, expected a whole number",
  ],
  [{ smoothing: false }, "smoothing is false, expected an object"],
  [{ smoothing: { enabled: 1 } }, "smoothing.enabled is 1, expected true or false"],
  [{ answerSeconds: { min: 9 } }, 'answerSeconds is {"min":9,"max":8}, expected min no larger than max'],
  [{ camera: 0 }, "camera is 0, expected a whole number from 1 to 99"],
  [{ camera: "" }, 'camera is "", expected a part of a camera\'s name, or its number'],
  [{ port: null }, "port is null, expected a whole number"],
  [[1], "found [1], expected a JSON object of settings"],
  ["null", "found null, expected a JSON object of settings"],
  ['{"port": }', "expected a JSON file of settings"],
  ["", "expected a JSON file of settings"],
])("%j is refused by file, key, what was found and what was expected", async (content, expected) => {
  const path = file(content);
  const line = await refusal(() => readSettings({ file: path }));
  expect(line.startsWith(`${path}: `)).toBe(true);
  expect(line).toContain(expected);
});

test("a camera is a part of its name or its number", async () => {
  expect(loadSettings({ overrides: {} }).camera).toBeNull();
  expect((await readSettings({ file: file({ camera: 2 }) })).camera).toBe(2);
  expect((await readSettings({ file: file({ camera: 2 }), overrides: { camera: "usb" } })).camera).toBe(
    "usb",
  );
});

test("a key that resembles none is told which there are", async () => {
  expect(await refusal(() => readSettings({ file: file({ xyzzyxyzzy: 1 }) }))).toMatch(
    /expected one of source, once, /,
  );
});

test("an inherited name is no setting", async () => {
  expect(await refusal(() => readSettings({ file: file('{"__proto__": {"port": 1}}') }))).toContain(
    "__proto__ is not a setting",
  );
});

test("a file that is not there is named", async () => {
  const path = join(folder, "nowhere.json");
  expect(await refusal(() => readSettings({ file: path }))).toContain(
    `${path}: is not there, expected a JSON file of settings`,
  );
});

test("an override is refused by the name of its option", async () => {
  const refuse = (overrides: unknown) =>
    refusal(() => loadSettings({ overrides: overrides as SettingsInput }));
  expect(await refuse({ maxPeople: 7 })).toBe("--max-people is 7, expected a whole number from 1 to 6");
  expect(await refuse({ ignore: ["0,0,1,1", "0,0,2,1"] })).toBe(
    '--ignore is "0,0,2,1", expected x,y,width,height from the upper left corner, each 0 to 1 of the picture, for example "0,0.1,0.3,0.5"',
  );
  expect(await refuse({ smoothing: { minCutoff: 0 } })).toBe(
    "--smoothing-min-cutoff is 0, expected a number from 0.01 to 30 Hz",
  );
  expect(await refuse({ osc: ["a:1", "b"] })).toMatch(/^--osc is "b", expected host:port/);
});

test("a file that begins with a byte-order mark is read all the same", async () => {
  expect((await readSettings({ file: file('\uFEFF{"mode":"answer"}') })).mode).toBe("answer");
});

test("a preset of one's own lies beside the file that names it, and is read with it", async () => {
  const preset = file({ about: "my desk", setup: [], port: 2, rate: 10 });
  const show = file({ osc: [{ host: "a", port: 1, preset: `./${basename(preset)}` }] });
  expect((await readSettings({ file: show })).osc).toEqual([{ host: "a", port: 1, rate: 10 }]);
});

test("the shipped models are found from any folder", () => {
  const load = `import { loadSettings, readSettings } from ${JSON.stringify(join(projectRoot, "main/config/load-settings.ts"))};
    const settings = [loadSettings({}), await readSettings({})];
    console.log(JSON.stringify(settings.map(({ model, phrases, fact }) => [model, phrases, fact])));`;
  const run = (cwd: string) =>
    JSON.parse(
      execFileSync(process.execPath, ["--input-type=module", "-e", load], { cwd, encoding: "utf8" }),
    );
  const shipped = ["models/first", "models/phrases", "models/fact"];
  const paths = shipped.map((path) => join(projectRoot, path));
  expect(run(emptyFolder())).toEqual([paths, paths]);
  expect(run(projectRoot)).toEqual([shipped, shipped]);
});

test.each(["a pipe", "a device", "a folder", "more than"] as const)(
  "a file, or a preset that it names, that is %s is refused by name",
  async (kind) => {
    const path = hostileFile(kind, "show.json");
    expect(await refusal(() => readSettings({ file: path }))).toContain(
      `${path}: ${kind === "more than" ? "" : "is "}${kind}`,
    );
    if (kind === "a device" || kind === "a folder") return;
    const show = file({ osc: [{ host: "a", port: 1, preset: path }] });
    expect(await refusal(() => readSettings({ file: show }))).toMatch(
      /show\.json: .*expected a JSON file of a preset/,
    );
  },
);

test("lists in lists without end are refused", async () => {
  const path = file(`{"osc": ${deepLists()}}`);
  expect(await refusal(() => readSettings({ file: path }))).toBe(
    `${path}: lists and objects nested more than 64 deep; expected a JSON file of settings`,
  );
});
