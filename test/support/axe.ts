import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { AxeResults, run } from "axe-core";
import type { Page } from "playwright-core";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds wrong with what a page shows, each with the first place where it does. */
export async function axeFaults(page: Page): Promise<readonly string[]> {
  // Evaluated, since the page's policy allows no script from elsewhere.
  await page.evaluate(AXE);
  const { violations } = (await page.evaluate(() =>
    (globalThis as unknown as { axe: { run: typeof run } }).axe.run(),
  )) as AxeResults;
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}
