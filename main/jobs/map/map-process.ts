/*
 * ENTRY of a child process: makes the map of an archive for the show.
 */
import { serveJob } from "../serve-job.ts";
import { makeMap } from "./make-map.ts";

serveJob(makeMap);
