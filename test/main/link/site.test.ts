import { expect, test } from "vitest";
import { Site } from "../../../main/link/site.ts";

const site = new Site();

test("the stage and the desk are there, with their styles and scripts, each with its type", async () => {
  const type = async (path: string) => (await site.get(path)).headers["Content-Type"];
  for (const path of ["/", "/desk"]) expect(await type(path)).toBe("text/html; charset=utf-8");
  for (const path of ["/page.css", "/stage.css", "/desk.css"])
    expect(await type(path)).toBe("text/css; charset=utf-8");
  for (const path of ["/stage.js", "/desk.js"])
    expect(await type(path)).toBe("text/javascript; charset=utf-8");
  expect((await site.get("/favicon.ico")).headers["Content-Type"]).toBe("image/png");
});

test("the official detector's files are there, the empty one too", async () => {
  const wasm = await site.get("/mediapipe/pose/pose_solution_simd_wasm_bin.wasm");
  expect(wasm.headers["Content-Type"]).toBe("application/wasm");
  expect(wasm.body.subarray(0, 4).toString("latin1")).toBe("\0asm");
  const empty = await site.get("/mediapipe/pose/pose_solution_simd_wasm_bin.data");
  expect([empty.status, empty.headers["Content-Length"]]).toEqual([200, "0"]);
});

test("nothing else is, by whatever name", async () => {
  for (const path of [
    ...["/package.json", "/../package.json", "/mediapipe/pose/../../../package.json", "/%2e%2e/package.json"],
    ...[
      "/mediapipe/pose/package.json",
      "/mediapipe/pose/",
      "/stage.html",
      "/desk.html",
      "",
      "//",
      "/constructor",
      "/__proto__",
    ],
  ]) {
    expect((await site.get(path)).status, path).toBe(404);
  }
});

test("every answer says what a page may do: run our own scripts, use its camera, be framed by nobody", async () => {
  for (const path of ["/", "/desk", "/stage.js", "/nowhere"]) {
    const { headers } = await site.get(path);
    const policy = headers["Content-Security-Policy"] ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|\*/);
    expect(headers).toMatchObject({
      "Permissions-Policy": "camera=(self), fullscreen=(self), microphone=(), geolocation=()",
      "Cross-Origin-Opener-Policy": "same-origin",
      "Cross-Origin-Resource-Policy": "same-origin",
      "X-Content-Type-Options": "nosniff",
    });
  }
});

test("the desk's site has all that the desk loads, and nothing of the stage", async () => {
  const desk = new Site("desk");
  const loaded = new Set<string>();
  const load = async (path: string) => {
    if (loaded.has(path)) return;
    loaded.add(path);
    const { status, body } = await desk.get(path);
    expect([path, status]).toEqual([path, 200]);
    if (!/\.js$|^\/desk$/.test(path)) return;
    const names = String(body).matchAll(
      /(?:href|src)="(\/[\w.-]+)"|(?:from|import)\s*\(?"\.(\/[\w.-]+\.js)"/g,
    );
    for (const [, linked, imported] of names) await load((linked ?? imported) as string);
  };
  await load("/desk");
  expect([...loaded]).toEqual(expect.arrayContaining(["/desk.js", "/desk.css", "/page.css"]));
  for (const path of [
    "/",
    "/stage.js",
    "/stage.css",
    "/stage.js.map",
    "/bench.js",
    "/mediapipe/pose/pose.js",
  ])
    expect((await desk.find(path)).status).toBe(404);
});
