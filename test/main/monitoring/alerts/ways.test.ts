import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { noticeOf } from "../../../../main/monitoring/alerts/notice.ts";
import { byCommand, byPost } from "../../../../main/monitoring/alerts/ways.ts";
import { emptyFolder } from "../../../support/folder.ts";

const NOTICE = noticeOf(
  { well: false, why: 'camera "7" $& is gone; rm -rf $HOME', lasted: 60 },
  "hall",
  new Date(0),
);

/** A program that writes down how it was called. */
const WRITER = `
  const { text } = require("node:stream/consumers");
  text(process.stdin).then((stdin) => {
    const { CONTINUO_WELL: well, CONTINUO_TEXT: said } = process.env;
    require("node:fs").writeFileSync(process.argv[1], JSON.stringify({ args: process.argv.slice(2), stdin, well, said }));
  });`;

test("a command has what is wrong in its arguments, its environment and its stdin, letter for letter", async () => {
  const file = join(emptyFolder(), "called");
  const way = byCommand([process.execPath, "-e", WRITER, file, "-d", "{text}!", "$HOME"]);
  await way.tell(NOTICE, 20_000);
  const called = JSON.parse(readFileSync(file, "utf8"));
  expect(called.args).toEqual(["-d", `${NOTICE.text}!`, "$HOME"]);
  expect([called.well, called.said, JSON.parse(called.stdin)]).toEqual(["0", NOTICE.text, NOTICE]);
});

test("a command that fails, hangs or is not there is told without its arguments", async () => {
  const failing = byCommand([process.execPath, "-e", "process.exit(3)", "secret"]);
  expect(failing.name).toMatch(/^alert by node/);
  await expect(failing.tell(NOTICE, 20_000)).rejects.toThrow(/^exit code 3$/);
  const hanging = byCommand([process.execPath, "-e", "setInterval(() => {}, 1000)", "secret"]);
  await expect(hanging.tell(NOTICE, 100)).rejects.toThrow(/^signal SIGKILL$/);
  await expect(byCommand(["no-such-program-of-ours", "secret"]).tell(NOTICE, 100)).rejects.toThrow(
    /^there is no such program$/,
  );
});

test("an address gets JSON; what it answers otherwise, and where it sends us, is a failure without the path", async () => {
  const got: unknown[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      got.push([request.method, request.headers["content-type"], JSON.parse(body)]);
      if (request.url === "/hook/secret") response.writeHead(204).end();
      else if (request.url === "/elsewhere/secret")
        response.writeHead(302, { Location: "/hook/secret" }).end();
      else if (request.url === "/broken/secret") response.writeHead(500).end("no");
    });
  });
  onTestFinished(() => void server.close().closeAllConnections());
  await once(server.listen(0, "127.0.0.1"), "listening");
  const at = (path: string) =>
    byPost(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}/secret`);
  await at("/hook").tell(NOTICE, 20_000);
  expect(got).toEqual([["POST", "application/json", NOTICE]]);
  expect(at("/hook").name).toMatch(/^alert to 127\.0\.0\.1:\d+$/);
  await expect(at("/broken").tell(NOTICE, 20_000)).rejects.toThrow(/^status 500$/);
  await expect(at("/elsewhere").tell(NOTICE, 20_000)).rejects.toThrow(/^it could not be reached$/);
  await expect(at("/silent").tell(NOTICE, 100)).rejects.toThrow(/^no answer in time$/);
  await expect(byPost("http://127.0.0.1:1/secret").tell(NOTICE, 5000)).rejects.toThrow(
    /^(nobody listens there|it could not be reached)$/,
  );
});
