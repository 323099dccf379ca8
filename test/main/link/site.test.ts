import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ranged } from "../../../main/link/range.ts";
import { Site } from "../../../main/link/site.ts";
import { ExportFolder } from "../../../main/show/exports/export-folder.ts";
import { ServedTracks } from "../../../main/show/served-tracks.ts";
import { emptyFolder } from "../../support/folder.ts";

const site = new Site();

test("the stage and the desk are there, with their styles and scripts, each with its type", async () => {
  const type = async (path: string) => (await site.find(path)).headers["Content-Type"];
  for (const path of ["/", "/desk"]) expect(await type(path)).toBe("text/html; charset=utf-8");
  for (const path of ["/page.css", "/stage.css", "/stage-practice.css", "/desk.css"])
    expect(await type(path)).toBe("text/css; charset=utf-8");
  for (const path of ["/stage.js", "/desk.js"])
    expect(await type(path)).toBe("text/javascript; charset=utf-8");
  expect((await site.find("/favicon.ico")).headers["Content-Type"]).toBe("image/png");
});

test("the official detector's files are there, the empty one too", async () => {
  const wasm = await site.find("/mediapipe/pose/pose_solution_simd_wasm_bin.wasm");
  expect(wasm.headers["Content-Type"]).toBe("application/wasm");
  expect(readFileSync(wasm.file!).subarray(0, 4).toString("latin1")).toBe("\0asm");
  const empty = await site.find("/mediapipe/pose/pose_solution_simd_wasm_bin.data");
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
    expect((await site.find(path)).status, path).toBe(404);
  }
});

test("every answer says what a page may do: run our own scripts, use its camera, be framed by nobody", async () => {
  for (const path of ["/", "/desk", "/stage.js", "/nowhere"]) {
    const { headers } = await site.find(path);
    const policy = headers["Content-Security-Policy"] ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|\*/);
    expect(headers).toMatchObject({
      "Permissions-Policy":
        "camera=(self), fullscreen=(self), microphone=(self), midi=(self), geolocation=()",
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
    const { status, file } = await desk.find(path);
    expect([path, status]).toEqual([path, 200]);
    if (!/\.js$|^\/desk$/.test(path)) return;
    const names = readFileSync(file!, "utf8").matchAll(
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
    "/stage-practice.css",
    "/stage.js.map",
    "/bench.js",
    "/mediapipe/pose/pose.js",
  ])
    expect((await desk.find(path)).status).toBe(404);
});

test("a finished export is there to be kept and not to be shown, by its bare name alone", async () => {
  const folder = join(emptyFolder(), "exports");
  mkdirSync(folder);
  const secret = join(folder, "..", "secret.csv");
  for (const name of ["duet 1 (2).webm", "plate.svg", "half.mp4.part", ".hidden.csv", "舞.glb"])
    writeFileSync(join(folder, name), "content");
  writeFileSync(secret, "secret");
  symlinkSync(secret, join(folder, "link.csv"));
  const downloads = new Site("desk", new ExportFolder(folder));
  const found = await downloads.find(`/exports/${encodeURIComponent("duet 1 (2).webm")}`);
  expect(found).toMatchObject({ status: 200, file: join(folder, "duet 1 (2).webm"), isLong: true });
  expect(found.headers).toMatchObject({
    "Content-Disposition": "attachment; filename*=UTF-8''duet%201%20%282%29.webm",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Content-Type": "application/octet-stream",
    "Content-Length": "7",
    "X-Content-Type-Options": "nosniff",
  });
  expect((await downloads.find(`/exports/${encodeURIComponent("舞.glb")}`)).status).toBe(200);
  for (const name of [
    ...[
      "",
      "half.mp4.part",
      ".hidden.csv",
      "link.csv",
      "none.csv",
      "..%2fsecret.csv",
      "../secret.csv",
      "%00.csv",
    ],
    ...[
      "%2e%2e%2fsecret.csv",
      "..%5csecret.csv",
      "con.csv",
      "a%ff.csv",
      "%",
      "plate.svg%00",
      "plate.svg/",
      ".",
    ],
  ]) {
    const { status, file } = await downloads.find(`/exports/${name}`);
    expect([status, file], name).toEqual([404, null]);
  }
  expect((await site.find("/exports/plate.svg")).status).toBe(404);
});

test("a track is there while it plays, under a name that tells nothing of where it lies, and in parts", async () => {
  const file = join(emptyFolder(), "my secret song.WAV");
  writeFileSync(file, "0123456789");
  const tracks = new ServedTracks();
  const path = tracks.serve(file);
  expect(path).toMatch(/^\/tracks\/[0-9a-f]{16}\.wav$/);
  expect(tracks.serve(file)).toBe(path);
  const stage = new Site("all", null, null, tracks);
  const found = await stage.find(path);
  expect(found).toMatchObject({ status: 200, file });
  expect(found.headers).toMatchObject({ "Content-Type": "audio/wav", "Accept-Ranges": "bytes" });
  const part = (asked: string) => {
    const { status, headers, range } = ranged(found, asked);
    return [status, headers["Content-Range"], headers["Content-Length"], range];
  };
  expect(part("bytes=2-4")).toEqual([206, "bytes 2-4/10", "3", { start: 2, end: 4 }]);
  expect(part("bytes=7-")).toEqual([206, "bytes 7-9/10", "3", { start: 7, end: 9 }]);
  expect(part("bytes=-4")).toEqual([206, "bytes 6-9/10", "4", { start: 6, end: 9 }]);
  expect(part("bytes=0-99")).toEqual([206, "bytes 0-9/10", "10", { start: 0, end: 9 }]);
  for (const outside of ["bytes=10-", "bytes=5-2", "bytes=-0"])
    expect(part(outside)).toEqual([416, "bytes */10", "0", null]);
  for (const whole of ["bytes=-", "bytes=a-b", "bytes=0-1,3-4", "lines=1-2", ""])
    expect(part(whole)).toEqual([200, undefined, "10", null]);
  expect(ranged(await site.find("/stage.js"), "bytes=0-1").status).toBe(200);
  for (const other of ["/tracks/", "/tracks/%2e%2e%2fsecret", "/tracks/%", "/tracks/0000000000000000.wav"])
    expect((await stage.find(other)).status, other).toBe(404);
  expect((await new Site("desk").find(path)).status).toBe(404);
});

test("the map of the archive is there once it was made, and nothing by way of a link", async () => {
  const folder = emptyFolder();
  const file = join(folder, "map.bin");
  const desk = new Site("desk", null, file);
  expect((await desk.find("/archive/map.bin")).status).toBe(404);
  writeFileSync(file, "places");
  expect(await desk.find("/archive/map.bin")).toMatchObject({
    ...{ status: 200, file, isLong: true },
    headers: {
      "Content-Type": "application/octet-stream",
      "Content-Length": "6",
      "Cache-Control": "no-store",
    },
  });
  for (const path of ["/archive/", "/archive/moments.bin", "/archive/..%2fmap.bin"])
    expect((await desk.find(path)).status, path).toBe(404);
  const link = join(folder, "link.bin");
  symlinkSync(file, link);
  expect((await new Site("desk", null, link).find("/archive/map.bin")).status).toBe(404);
  expect((await site.find("/archive/map.bin")).status).toBe(404);
});
