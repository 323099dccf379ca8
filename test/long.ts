/*
 * ENTRY: `npm run test:long`, or with `-- soak` and other parts of file names: every test that has a long form, in that
 * form. Says at its end what ran and for how long.
 */
import { startVitest } from "vitest/node";

process.env.CONTINUO_LONG = "1";
const begun = performance.now();
const vitest = await startVitest("test", process.argv.slice(2), { run: true, watch: false });

const minutes = (ms: number) => `${(ms / 60_000).toFixed(1)} min`.padStart(9);
console.log("\nThe long forms that ran, each that took a second or did not pass by name:\n");
for (const file of vitest.state.getTestModules()) {
  console.log(`${minutes(file.diagnostic().duration)}  ${file.relativeModuleId}`);
  for (const test of file.children.allTests()) {
    const { state } = test.result();
    const { duration } = test.diagnostic() ?? { duration: 0 };
    if (duration > 1000 || state !== "passed")
      console.log(`${minutes(duration)}    ${state}: ${test.fullName}`);
  }
}
console.log(`${minutes(performance.now() - begun)}  in all`);
await vitest.close();
