import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { WebSocket } from "ws";
import { createEncoder } from "../../shared/codec.ts";
import { i420Bytes } from "../../shared/i420.ts";
import { emptyFolder } from "../support/folder.ts";
import { Installation } from "../support/installation.ts";

const [WIDTH, HEIGHT] = [320, 180];
/** Bytes of a picture that cannot be anywhere by chance. */
const PIECE = 24;

/** A picture like no other: every row of it can be told from everything else that is ever written. */
function marked(t: number) {
  let state = 1 + Math.round(t * 1000);
  const data = Uint8Array.from({ length: i420Bytes(WIDTH, HEIGHT) }, () => {
    state = (state * 48271) % 2147483647;
    return 16 + (state % 220);
  });
  return { tag: "image", t, width: WIDTH, height: HEIGHT, data } as const;
}

/** How a piece of picture could have been written: as it is, in base64 at each of its three phases, as numbers. */
function writtenForms(data: Uint8Array): Buffer[] {
  const at = (WIDTH * HEIGHT) >> 1;
  const piece = Buffer.from(data.subarray(at, at + PIECE));
  const base64 = [0, 1, 2].map((phase) => piece.subarray(phase, phase + 18).toString("base64"));
  const texts = [...base64, piece.toString("hex"), piece.join(","), piece.join(" ")];
  return [piece, ...texts.map((text) => Buffer.from(text))];
}

/** Beginnings of the files that pictures and videos are kept in. */
const PICTURE_FILES = [
  [0xff, 0xd8, 0xff], // JPEG
  [0x89, 0x50, 0x4e, 0x47], // PNG
  [0x47, 0x49, 0x46, 0x38], // GIF
  [0x52, 0x49, 0x46, 0x46], // WebP, AVI
  [0x1a, 0x45, 0xdf, 0xa3], // WebM
];
const looksLikePicture = (bytes: Buffer) =>
  PICTURE_FILES.some((magic) => magic.every((byte, index) => bytes[index] === byte)) ||
  bytes.subarray(4, 8).toString("latin1") === "ftyp"; // MP4

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile());

test("of the pictures that the camera sends nothing is written: not to recordings, logs or temporary files", {
  timeout: 600_000,
}, async () => {
  const folder = emptyFolder();
  // Wherever a program writes when nobody tells it where: all of it is searched.
  const places = { HOME: folder, TMPDIR: folder, XDG_CACHE_HOME: folder, XDG_CONFIG_HOME: folder };
  const take = join(folder, "kept.take.ndjson");
  const installation = new Installation(
    ["--source", "camera", "--host", "browser", "--port", "0", "--record", take, "--detector-size", "lite"],
    places,
  );
  const address = await installation.address();
  const socket = new WebSocket(address.replace(/^http/, "ws").replace(/\/?$/, "/link"), {
    origin: new URL(address).origin,
  });
  await new Promise((resolve) => socket.once("open", resolve));
  const encode = createEncoder();
  const sent: Uint8Array[] = [];
  let shown = 0;
  socket.on("message", (data) => {
    if (String(data).startsWith('{"tag":"stage"')) shown++;
  });
  socket.send(encode({ tag: "hello", role: "stage" }));
  socket.send(encode({ tag: "camera", state: "on", label: "marked pictures", cameras: [] }));
  for (let n = 0; n < 3000 && shown < 40; n++) {
    const picture = marked(n / 30);
    sent.push(picture.data);
    socket.send(Buffer.from(encode(picture) as Uint8Array));
    await new Promise((resolve) => setTimeout(resolve, 33));
  }
  expect(shown).toBeGreaterThanOrEqual(40);
  socket.terminate();
  expect(await installation.stop()).toBe(0);

  const written = [
    ...filesIn(folder).map((file) => [file, readFileSync(file)] as const),
    ["the log", Buffer.from(installation.lines.join("\n"))] as const,
  ];
  expect(written.some(([name]) => name === take)).toBe(true);
  const forms = sent.flatMap(writtenForms);
  for (const [name, bytes] of written) {
    expect(looksLikePicture(bytes), name).toBe(false);
    expect(
      forms.some((form) => bytes.includes(form)),
      name,
    ).toBe(false);
  }
  // The search finds what is there.
  expect(
    writtenForms(sent[3]!).every((form) => Buffer.concat([Buffer.from("xx"), form]).includes(form)),
  ).toBe(true);
});
