/*
 * ENTRY: looks at one still with BlazePose in a process of its own and prints what it sees as JSON, so that a test can
 * choose the environment: a graphics driver is chosen before a process starts.
 * Arguments: still, accelerator, threads.
 */
import { createBlazePose } from "../../main/engine/pose/blazepose/blazepose.ts";
import { type LiteRtOptions, loadLiteRt } from "../../main/runtime/litert.ts";
import { readStill } from "./pictures.ts";

const [still, accelerator, threads] = process.argv.slice(2) as [string, LiteRtOptions["accelerator"], string];
const runtime = await loadLiteRt({ accelerator, threads: Number(threads) });
const detector = await createBlazePose({ runtime, size: "lite", maxPeople: 1 });
const [person] = await detector.detect(await readStill(still));
process.stdout.write(JSON.stringify({ description: runtime.description, image: person?.image ?? null }));
detector.dispose();
runtime.dispose();
