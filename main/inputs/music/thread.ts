/*
 * ENTRY of a worker thread: listens to whole tracks, so that it holds up no frame of the show.
 */
import { answer } from "../../system/answering-thread.ts";
import { trackFacts } from "./hear-file.ts";

answer(Promise.resolve({ hear: (file: string) => trackFacts(file) }));
