import { join } from "node:path";
import { openGenerator } from "../../../../main/runtime/open-generator.ts";
import { projectRoot } from "../../../../main/system/files/paths.ts";
import { sineDance } from "../../../support/dances.ts";
import { type Clause, describeGenerator } from "../../../support/generator-contract.ts";

/** Of each peer that lies beside the shipped model, what it does not keep. */
const PEERS: Readonly<Record<string, readonly Clause[]>> = {
  // It says poses outright, and not how they change: the first is as far off as its error is.
  "ac-lstm": ["chance", "seam"],
  "mdn-lstm": [],
  // The sines are like nothing that it has learnt: it sways, and comes to a stand.
  "dance-revolution": ["chance", "seam", "life"],
};

for (const [name, breaks] of Object.entries(PEERS))
  describeGenerator({
    name,
    open: () => openGenerator(join(projectRoot, "models/peers", name), "wasm"),
    phrase: sineDance({ seconds: 3, scale: 1.1 }),
    breaks,
  });
