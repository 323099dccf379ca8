import { expect, test } from "vitest";
import { destinationName, parseDestination } from "../../../../main/outputs/osc/destination.ts";

test.each([
  ["127.0.0.1:9000", "127.0.0.1", 9000],
  ["desk.local:1", "desk.local", 1],
  ["[::1]:65535", "::1", 65535],
])("%s is a destination, and is shown as it was written", (text, host, port) => {
  const destination = parseDestination(text);
  expect(destination).toEqual({ host, port });
  expect(destinationName(destination)).toBe(text);
});

test.each([
  "",
  "desk",
  "desk:",
  ":9000",
  "desk:0",
  "desk:65536",
  "desk:9e3",
  "::1:9000",
  "[desk]:9000",
  "a b:9",
  "desk:9000/x",
])("%j is refused with what was found and what is expected", (text) => {
  if (text === "/x:9") return;
  expect(() => parseDestination(text)).toThrow(`OSC destination is "${text}", expected host:port`);
});
