/*
 * ENTRY of a process that tests kill: changes the takes of a folder without a pause, in every way there is.
 */
import { Library } from "../../main/archive/library/library.ts";
import { dancerOf } from "../../main/archive/library/names.ts";
import { seededRandom } from "../../main/motion/random.ts";

const [folder = "", seed = "1"] = process.argv.slice(2);
const random = seededRandom(Number(seed));
const below = (count: number) => Math.floor(random() * count);
const open = () => Library.open({ folder, onChange: () => {} });

let library = await open();
process.send?.("ready");
for (;;) {
  const page = await library.query({ search: "", order: "name", descending: false, offset: 0, limit: 100 });
  const name = page.takes[below(page.takes.length)]?.name ?? "none.take.ndjson";
  const deleted = await library.trash();
  const undone = deleted[below(deleted.length)];
  const ways = [
    () => library.rename(name, `name-${below(30)}`),
    () => library.edit({ name, dancer: `dancer ${below(9)}`, note: "x".repeat(below(2000)) }),
    () => library.edit({ name, tags: [`tag-${below(9)}`] }),
    // A partner's that goes and comes back alone would have no name to come back to, once hers has another.
    async () => dancerOf(name) === null && library.delete(name),
    async () => undone && library.undo(undone.id),
    async () => undone && library.undo(undone.id),
    async () => {
      await library.close();
      library = await open();
    },
  ];
  // A name that is taken, or gone, is refused.
  await ways[below(ways.length)]!().catch(() => {});
}
