import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";
import { LONG } from "./test/support/long.ts";

/** What hangs fails after three of them; on a busy machine some tests take a good one. */
const MINUTE = 60_000;
const LONG_FILES = "**/*.long.test.ts";

const filesIn = (pattern: string) => globSync(pattern, { cwd: import.meta.dirname });

const filesThat = (say: string) => filesIn("test/**/*.test.ts").filter((file) => textOf(file).includes(say));
const textOf = (file: string) => readFileSync(join(import.meta.dirname, file), "utf8");

/** What a test says that mocks, starts programs or changes its process: no other would find that process as it began. */
const UNSHARED = /\bvi\.|process\.|globalThis|child_process|hromium|[Vv]ideo/;
const pure = filesIn("test/{shared,main,renderer}/**/*.test.ts").filter(
  (file) => !UNSHARED.test(textOf(file)),
);

/** Many files to a process: half a second each is saved, which a process of its own takes to begin. */
const pureTogether: TestProjectInlineConfiguration = {
  extends: true,
  test: {
    name: "pure",
    include: pure,
    exclude: [LONG_FILES],
    testTimeout: 3 * MINUTE,
    isolate: false,
    maxWorkers: 4,
  },
};

/** More at a time than two processors: many wait for processes and sockets. */
const unit: TestProjectInlineConfiguration = {
  extends: true,
  test: {
    name: "unit",
    include: ["test/**/*.test.ts"],
    exclude: ["test/flow/**", ...pure, LONG_FILES],
    testTimeout: 3 * MINUTE,
    maxWorkers: 4,
  },
};

const pages = filesThat("support/chromium").filter((file) => file.startsWith(join("test", "flow")));

/** Of those the ones that look at how fast something is: beside another page, which software draws, it is not. */
const timed = ["camera", "desk-budget", "ears", "library", "playback", "rehearsal", "stage"].map((name) =>
  join("test", "flow", `${name}.test.ts`),
);

/** The whole installation in processes of its own, without a page. */
const flow: TestProjectInlineConfiguration = {
  extends: true,
  test: {
    name: "flow",
    include: ["test/flow/**/*.test.ts"],
    exclude: [...pages, ...timed, LONG_FILES],
    testTimeout: 3 * MINUTE,
    maxWorkers: 2,
    sequence: { groupOrder: 1 },
  },
};

/** The same with a page. */
const flowWithPage: TestProjectInlineConfiguration = {
  extends: true,
  test: {
    name: "page",
    include: pages,
    exclude: [...timed, LONG_FILES],
    testTimeout: 3 * MINUTE,
    maxWorkers: 2,
    sequence: { groupOrder: 2 },
  },
};

/** One at a time. */
const flowWithTimedPage: TestProjectInlineConfiguration = {
  extends: true,
  test: {
    name: "timed",
    include: timed,
    testTimeout: 3 * MINUTE,
    fileParallelism: false,
    sequence: { groupOrder: 3 },
  },
};

/** Tests that are long altogether, and those that have a long form; what they measure others would disturb. */
const long: TestProjectInlineConfiguration = {
  extends: true,
  test: {
    name: "long",
    include: [LONG_FILES, ...filesThat("support/long.ts")],
    testTimeout: 10 * MINUTE,
    fileParallelism: false,
  },
};

export default defineConfig({
  test: {
    // A test that ends before it has asserted anything fails; what is waited for may take its time on a busy machine.
    expect: { requireAssertions: true, poll: { timeout: MINUTE / 2 } },
    // What the programs started by tests import is compiled once.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, ".cache/node") },
    hookTimeout: 2 * MINUTE,
    projects: LONG ? [long] : [pureTogether, unit, flow, flowWithPage, flowWithTimedPage],
  },
});
