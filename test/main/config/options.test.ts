import { Command } from "commander";
import { expect, test } from "vitest";
import { LEAVES } from "../../../main/config/describe.ts";
import { loadSettings, optionName } from "../../../main/config/load-settings.ts";
import { addSettings, settingsOf } from "../../../main/config/options.ts";
import type { Settings } from "../../../main/config/settings.ts";

async function parse(args: readonly string[], only?: readonly (keyof Settings)[]): Promise<Settings> {
  const command = addSettings(new Command("start").exitOverride(), only).action(() => {});
  command.configureOutput({ writeErr: () => {} });
  command.parse(args, { from: "user" });
  return settingsOf(command);
}

test("no options are the defaults", async () => {
  expect(await parse([])).toEqual(loadSettings({}));
});

test("an option that a command has besides its settings is none of them", async () => {
  const command = addSettings(new Command("continue"), ["model"])
    .option("--options <n>")
    .action(() => {});
  command.parse(["--options", "1"], { from: "user" });
  expect((await settingsOf(command)).options).toBe(loadSettings({}).options);
});

test("options are read as their setting's type, lists gather, and groups are put together", async () => {
  const args = ["--once", "--no-smoothing", "--smoothing-beta", "3", "--answer-seconds-max", "9.5"];
  const settings = await parse([
    ...args,
    "--osc",
    "a:1",
    "--osc",
    "[::1]:2",
    "--source",
    "1.mp4",
    "--max-people",
    "2",
  ]);
  expect(settings).toEqual({
    ...loadSettings({}),
    once: true,
    smoothing: { enabled: false, minCutoff: 1, beta: 3 },
    answerSeconds: { min: 2, max: 9.5 },
    osc: [
      { host: "a", port: 1 },
      { host: "::1", port: 2 },
    ],
    source: "1.mp4",
    maxPeople: 2,
  });
});

test("every number can be given as an option, also one that may be none", async () => {
  const numbers = LEAVES.filter(({ range }) => range !== null && range.least !== null);
  expect(numbers.filter(({ nullable }) => nullable).map(({ path }) => path.join("."))).toContain(
    "visitorReset",
  );
  for (const { path, range } of numbers) {
    const settings = await parse([optionName(path), `${range!.least}`]).catch(
      (error: Error) => error.message,
    );
    // Two that belong together may contradict each other; what is said then is not of the number's kind.
    expect(typeof settings === "string" ? settings : "taken", path.join(".")).not.toMatch(
      /expected a (whole )?number/,
    );
  }
});

test.each([
  [["--port", "eighty"], '--port is "eighty", expected a whole number from 0 to 65535'],
  [["--port", ""], '--port is "", expected a whole number from 0 to 65535'],
  [["--temperature", "NaN"], '--temperature is "NaN", expected a number from 0 to 2'],
  [
    ["--mode", "dance"],
    '--mode is "dance", expected shadow, answer, options, echo, duet, archive or practise',
  ],
  [["--answer-seconds-min", "20"], '--answer-seconds is {"min":20,"max":8}, expected min no larger than max'],
])("%j is refused by the option's name", async (args, line) => {
  await expect(parse(args)).rejects.toThrow(line);
});

test("an option that there is not is refused by commander", async () => {
  await expect(parse(["--prot", "1"])).rejects.toThrow("unknown option '--prot'");
  await expect(parse(["--mode", "answer"], ["port"])).rejects.toThrow("unknown option '--mode'");
});

test("every setting has its option, with what it may be and its default in the help", () => {
  const help = addSettings(new Command("start")).helpInformation().replace(/\s+/g, " ");
  for (const { path, type, expected, each, inFileOnly } of LEAVES) {
    if (inFileOnly) continue;
    const name = optionName(path);
    expect(help).toMatch(new RegExp(`${name.replace("--", "--(no-)?")}[ ,]`));
    if (type !== "boolean") expect(help).toContain(`${each ?? expected} (default: `);
  }
});
