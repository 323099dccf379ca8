import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { Redis } from "ioredis";
import { onTestFinished } from "vitest";
import { firstOnPath } from "../../main/system/processes/programs.ts";
import { emptyFolder } from "./folder.ts";
import { isHere } from "./is-here.ts";

const PROGRAM = firstOnPath(["redis-server", "valkey-server"]);

/** Whether there is one; where not, one line says what is not tested. */
export const hasRedis = isHere("redis-server or valkey-server", PROGRAM !== null);

const LASTING = ["--appendonly", "yes", "--appendfsync", "always"];

/** A real server of Redis or Valkey, on a port and in a folder of its own, gone when the test is over. */
export class RedisServer {
  readonly port: number;
  readonly #args: readonly string[];
  readonly #password: string | undefined;
  #process: ChildProcess | null = null;

  private constructor(port: number, args: readonly string[], password: string | undefined) {
    [this.port, this.#args, this.#password] = [port, args, password];
  }

  /** @param args by default it forgets nothing, whatever happens to it. */
  static async start(args: readonly string[] = LASTING, password?: string): Promise<RedisServer> {
    const all = ["--bind", "127.0.0.1", "--save", "", "--dir", emptyFolder(), ...args];
    if (password !== undefined) all.push("--requirepass", password);
    const server = new RedisServer(await freePort(), all, password);
    onTestFinished(() => server.kill());
    await server.restart();
    return server;
  }

  get address(): string {
    const user = this.#password === undefined ? "" : `:${this.#password}@`;
    return `redis://${user}127.0.0.1:${this.port}`;
  }

  /** As a machine without power does. */
  async kill(): Promise<void> {
    const process = this.#process;
    this.#process = null;
    if (!process || process.exitCode !== null) return;
    process.kill("SIGKILL");
    await once(process, "exit");
  }

  /** With what it kept on its disk. Resolves when it answers. */
  async restart(): Promise<void> {
    this.#process = spawn(PROGRAM!, ["--port", String(this.port), ...this.#args], { stdio: "ignore" });
    const redis = this.client();
    await redis.ping();
  }

  client(): Redis {
    const redis = new Redis(this.port, "127.0.0.1", {
      ...{ maxRetriesPerRequest: null, retryStrategy: () => 50 },
      ...(this.#password !== undefined && { password: this.#password }),
    });
    redis.on("error", () => {});
    onTestFinished(() => redis.disconnect());
    return redis;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}
