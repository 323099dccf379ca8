import { runLoader, threadedLoader } from "./litert-loader.ts";

// A worker of LiteRT's threaded build: the loader sees from its workerData that it is one, and waits for orders.
Object.assign(globalThis, { self: globalThis });
runLoader(threadedLoader);
