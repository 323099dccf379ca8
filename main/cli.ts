#!/usr/bin/env node
/** ENTRY: the command line. Nothing is loaded before the version is known, since an older Node could not read it. */
export {};

const found = process.versions.node;
if (Number.parseInt(found, 10) < 24) {
  console.error(
    `Continuo needs Node 24 or newer, found ${found}; in its own folder \`npm run continuo\` brings one`,
  );
  process.exit(1);
}
const { run } = await import("./commands/program.ts");
process.exitCode = await run(process.argv.slice(2));
