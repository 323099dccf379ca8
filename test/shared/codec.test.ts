import { expect, test } from "vitest";
import { createEncoder, decode } from "../../shared/codec.ts";
import { i420Bytes } from "../../shared/i420.ts";
import type { ImageFrame } from "../../shared/pose.ts";
import { picture } from "../support/stage-link-contract.ts";

test("a picture comes back the same, without a copy of its data", () => {
  const sent = picture(33, 17, 123.456);
  const bytes = createEncoder()(sent) as Uint8Array;
  expect(bytes.byteLength).toBe(16 + i420Bytes(33, 17));
  const arrived = decode(bytes) as ImageFrame;
  expect(arrived).toEqual(sent);
  expect(arrived.data.buffer).toBe(bytes.buffer);
});

test("a picture that lies somewhere inside a larger buffer is read where it lies", () => {
  const sent = picture(32, 16);
  const bytes = createEncoder()(sent) as Uint8Array;
  const pool = new Uint8Array(bytes.byteLength + 100);
  pool.set(bytes, 37);
  expect(decode(pool.subarray(37, 37 + bytes.byteLength))).toEqual(sent);
});

test("one encoder writes all its pictures into one buffer", () => {
  const encode = createEncoder();
  const first = encode(picture(64, 48)) as Uint8Array;
  const smaller = encode(picture(32, 16)) as Uint8Array;
  expect(smaller.buffer).toBe(first.buffer);
  expect(decode(smaller)).toEqual(picture(32, 16));
});

test("everything else is JSON", () => {
  const message = { tag: "command", command: "answer" } as const;
  expect(createEncoder()(message)).toBe('{"tag":"command","command":"answer"}');
  expect(decode('{"tag":"command","command":"answer"}')).toEqual(message);
});

test("what cannot be a message is null", () => {
  expect(decode("{")).toBeNull();
  expect(decode(" ".repeat(300_000))).toBeNull();
  expect(decode(new Uint8Array(15))).toBeNull();
  expect(decode(new Uint8Array(100))).toBeNull();
});
