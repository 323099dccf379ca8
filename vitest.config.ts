import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";
import { LONG } from "./test/support/long.ts";

const MINUTE = 60_000;

/** Tests that are long altogether, and those that have a long form. */
const longFiles = globSync("test/**/*.test.ts", { cwd: import.meta.dirname }).filter(
  (file) => file.endsWith(".long.test.ts") || readFileSync(file, "utf8").includes("support/long.ts"),
);

/** Two files at a time. */
const unit: TestProjectInlineConfiguration = {
  extends: true,
  test: {
    name: "unit",
    include: ["test/**/*.test.ts"],
    exclude: ["test/flow/**", "**/*.long.test.ts"],
    testTimeout: MINUTE,
    maxWorkers: 2,
  },
};

/** The whole installation, which needs all processors. */
const flow: TestProjectInlineConfiguration = {
  extends: true,
  test: {
    name: "flow",
    include: ["test/flow/**/*.test.ts"],
    testTimeout: 2 * MINUTE,
    fileParallelism: false,
    sequence: { groupOrder: 1 },
  },
};

/** `npm run test:long`: what is measured there would be disturbed by another file beside it. */
const long: TestProjectInlineConfiguration = {
  extends: true,
  test: { name: "long", include: longFiles, testTimeout: 10 * MINUTE, fileParallelism: false },
};

export default defineConfig({
  test: {
    // A test that ends before it has asserted anything fails; what is waited for may take its time on a busy machine.
    expect: { requireAssertions: true, poll: { timeout: 30_000 } },
    // What the programs started by tests import is compiled once.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, ".cache/node") },
    hookTimeout: 2 * MINUTE,
    projects: LONG ? [long] : [unit, flow],
  },
});
