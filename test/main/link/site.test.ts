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
