/** ENTRY of the thread of the stage's page that listens. */
import { listen } from "./stage/ears/listener-thread.ts";

self.onmessage = ({ data, ports: [blocks] }) => listen(blocks!, data, (heard) => self.postMessage(heard));
