/** ENTRY of the thread of the stage's page that listens. */
import type { Listening } from "./stage/ears/heard.ts";
import { listen } from "./stage/ears/listener-thread.ts";
import { readTimecode } from "./stage/ears/timecode-thread.ts";

self.onmessage = ({ data, ports: [blocks] }: MessageEvent<Listening>) =>
  (data.what === "music" ? listen : readTimecode)(blocks!, data, (told) => self.postMessage(told));
