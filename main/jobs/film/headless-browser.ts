import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../../system/errors.ts";
import { printable } from "../../system/log/printable.ts";
import { guardChild } from "../../system/processes/child-guard.ts";

/**
 * Software draws, so that the picture is the same on every machine. Without a sandbox, since it cannot be had as root;
 * nothing but our own page is opened.
 */
const FLAGS = [
  ...["--headless=new", "--remote-debugging-pipe", "--no-sandbox", "--disable-dev-shm-usage"],
  ...["--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"],
  ...["--no-first-run", "--no-default-browser-check", "--disable-background-networking", "--disable-sync"],
  ...["--disable-component-update", "--disable-extensions", "--force-color-profile=srgb", "--mute-audio"],
];

/** A browser that takes longer for one answer hangs: software draws the largest picture in seconds. */
const PATIENCE_MS = 120_000;
const END_WITHIN_MS = 3000;
/** Characters of what the browser complained of that are kept. */
const MOST_COMPLAINT = 4000;

interface Waiting {
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A Chromium without a window, whose one page runs our script. It is driven by a pair of pipes: nobody else on this
 * machine can reach it, and it ends when they close, however this process ended.
 */
export class HeadlessBrowser {
  readonly #name: string;
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly #signal: AbortSignal;
  readonly #waiting = new Map<number, Waiting>();
  readonly #closed: Promise<unknown>;
  #last = 0;
  #session: string | undefined;
  #complaint = "";
  #fault: Error | null = null;

  /**
   * @param program path of a Chromium or Chrome. @param size of its page, pixels. @param script that the page runs first
   * @throws UserError in one line where it does not start; the signal's reason when it is stopped.
   */
  static async open(
    program: string,
    size: { readonly width: number; readonly height: number },
    script: string,
    signal: AbortSignal,
  ): Promise<HeadlessBrowser> {
    const folder = await mkdtemp(join(tmpdir(), "continuo-film-"));
    const child = spawn(program, [...FLAGS, `--user-data-dir=${folder}`, "about:blank"], {
      stdio: ["ignore", "ignore", "pipe", "pipe", "pipe"],
      // In a process group of its own, so that Ctrl-C on the terminal does not end it before it is told to.
      detached: process.platform !== "win32",
    });
    const browser = new HeadlessBrowser(program, child, folder, signal);
    try {
      await browser.#begin(size, script);
      return browser;
    } catch (error) {
      await browser.close();
      throw error;
    }
  }

  private constructor(program: string, child: ChildProcess, folder: string, signal: AbortSignal) {
    this.#name = basename(program);
    this.#child = child;
    this.#folder = folder;
    this.#signal = signal;
    this.#closed = new Promise((resolve) => child.once("close", resolve).once("error", resolve));
    child.once("error", (error) => this.#fail(error.message));
    child.once("exit", (code, by) => this.#fail(`it ended with ${by ?? `code ${code}`}`));
    for (const stream of [this.#input, this.#output, child.stderr!]) stream.on("error", () => {});
    child.stderr!.setEncoding("utf8").on("data", (text: string) => {
      this.#complaint = (this.#complaint + text).slice(-MOST_COMPLAINT);
    });
    this.#listen();
    guardChild(child);
    signal.addEventListener("abort", this.#stop);
    if (signal.aborted) this.#stop();
  }

  /** Runs an expression in the page. @returns what it gives, or what the promise that it gives brings, as JSON allows */
  async evaluate<Result>(expression: string): Promise<Result> {
    const { result, exceptionDetails } = await this.send<Evaluated>("Runtime.evaluate", {
      ...{ expression, awaitPromise: true, returnByValue: true },
    });
    if (exceptionDetails) {
      const { text, exception } = exceptionDetails;
      throw this.#error(exception?.description?.split("\n", 1)[0] ?? text);
    }
    return result.value as Result;
  }

  /** One command of the DevTools protocol, to the page once there is one. */
  async send<Result>(method: string, params: object): Promise<Result> {
    if (this.#fault) throw this.#fault;
    const id = ++this.#last;
    const late = setTimeout(
      () => this.#fail(`it gave no answer within ${PATIENCE_MS / 1000} s`),
      PATIENCE_MS,
    );
    try {
      return await new Promise<Result>((resolve, reject) => {
        this.#waiting.set(id, { resolve: resolve as Waiting["resolve"], reject });
        this.#input.write(`${JSON.stringify({ id, method, params, sessionId: this.#session })}\0`);
      });
    } finally {
      clearTimeout(late);
      this.#waiting.delete(id);
    }
  }

  /** Ends it, and takes away what it wrote. May be called twice. */
  async close(): Promise<void> {
    this.#signal.removeEventListener("abort", this.#stop);
    this.#fault ??= this.#error("it is closed");
    const { pid } = this.#child;
    if (pid !== undefined && this.#child.exitCode === null && this.#child.signalCode === null) {
      this.#input.end(`${JSON.stringify({ id: ++this.#last, method: "Browser.close" })}\0`);
      await Promise.race([this.#closed, sleep(END_WITHIN_MS, undefined, { ref: false })]);
      killGroup(this.#child);
      await Promise.race([this.#closed, sleep(END_WITHIN_MS, undefined, { ref: false })]);
    }
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 }).catch(() => {});
  }

  get #input(): Writable {
    return this.#child.stdio[3] as Writable;
  }

  get #output(): Readable {
    return this.#child.stdio[4] as Readable;
  }

  async #begin(size: { readonly width: number; readonly height: number }, script: string): Promise<void> {
    if (this.#child.pid === undefined) await once(this.#child, "spawn").catch(() => {});
    const { targetId } = await this.send<{ targetId: string }>("Target.createTarget", { url: "about:blank" });
    const attached = await this.send<{ sessionId: string }>("Target.attachToTarget", {
      ...{ targetId, flatten: true },
    });
    this.#session = attached.sessionId;
    const screen = { ...size, deviceScaleFactor: 1, mobile: false };
    await this.send("Emulation.setDeviceMetricsOverride", screen);
    await this.evaluate(`${script}\n;undefined`);
  }

  /** Messages end with a zero byte; those of pictures come in many pieces. */
  #listen(): void {
    let pieces: Buffer[] = [];
    this.#output.on("data", (chunk: Buffer) => {
      let from = 0;
      for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, from)) {
        pieces.push(chunk.subarray(from, end));
        this.#receive(Buffer.concat(pieces).toString());
        pieces = [];
        from = end + 1;
      }
      if (from < chunk.length) pieces.push(chunk.subarray(from));
    });
  }

  #receive(text: string): void {
    const { id, method, result, error } = JSON.parse(text) as Received;
    if (method === "Inspector.targetCrashed") this.#fail("its page crashed");
    if (id === undefined) return;
    const waiting = this.#waiting.get(id);
    if (error) waiting?.reject(this.#error(error.message));
    else waiting?.resolve(result as never);
  }

  readonly #stop = () => this.#end(this.#signal.reason as Error);

  #fail(why: string): void {
    this.#end(this.#error(why));
  }

  #end(fault: Error): void {
    this.#fault ??= fault;
    for (const { reject } of this.#waiting.values()) reject(this.#fault);
    this.#waiting.clear();
  }

  #error(why: string): UserError {
    const last = this.#complaint.trim().split("\n").at(-1) ?? "";
    const said = last === "" ? "" : ` (${printable(last, 200)})`;
    return new UserError(
      `${this.#name}: ${printable(why, 300)}${said}; films are drawn by it: expected a Chromium or Chrome that starts, or another --browser`,
    );
  }
}

interface Evaluated {
  readonly result: { readonly value?: unknown };
  readonly exceptionDetails?: {
    readonly text: string;
    readonly exception?: { readonly description?: string };
  };
}

interface Received {
  readonly id?: number;
  readonly method?: string;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** With all that it started. */
function killGroup(child: ChildProcess): void {
  try {
    if (process.platform !== "win32" && child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    else child.kill("SIGKILL");
  } catch {
    // It has ended.
  }
}
