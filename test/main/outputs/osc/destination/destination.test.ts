import { expect, test } from "vitest";
import {
  destinationName,
  parseDestination,
} from "../../../../../main/outputs/osc/destination/destination.ts";

test.each([
  ["127.0.0.1:9000", "127.0.0.1", 9000],
  ["desk.local:1", "desk.local", 1],
  ["[::1]:65535", "::1", 65535],
])("%s is a destination, and is shown as it was written", (text, host, port) => {
  const destination = parseDestination(text);
  expect(destination).toEqual({ host, port });
  expect(destinationName({ host, port })).toBe(text);
});

test.each<[string, object]>([
  ["eos@10.0.0.5", { preset: "eos", host: "10.0.0.5" }],
  ["augmenta-v2@desk.local:12000", { preset: "augmenta-v2", host: "desk.local", port: 12000 }],
  ["qlab@[::1]", { preset: "qlab", host: "::1" }],
])("%s names a preset, which may know the port", (text, destination) => {
  expect(parseDestination(text)).toEqual(destination);
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
  "@desk:9000",
  "eos@",
  "a@b@c:9",
])("%j is refused with what was found and what is expected", (text) => {
  expect(() => parseDestination(text)).toThrow(`OSC destination is "${text}", expected host:port`);
});
