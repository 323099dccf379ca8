import { runLoader, threadedLoader } from "./litert-loader.ts";

// ENTRY of a worker of LiteRT's threaded build: the loader sees from its workerData that it is one.
Object.assign(globalThis, { self: globalThis });
runLoader(threadedLoader);
