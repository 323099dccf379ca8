import { expect, test } from "vitest";
import { Mailbox } from "../../../main/engine/mailbox.ts";

function opened() {
  const delivered: number[] = [];
  const mailbox = new Mailbox<number>((item) => delivered.push(item));
  mailbox.open();
  return { delivered, mailbox };
}

test("an item goes straight to a receiver that is free", () => {
  const { delivered, mailbox } = opened();
  mailbox.offer(1);
  expect(delivered).toEqual([1]);
});

test("while one is with the receiver the latest waits, and those it replaced are counted", () => {
  const { delivered, mailbox } = opened();
  for (const item of [1, 2, 3, 4]) mailbox.offer(item);
  expect(delivered).toEqual([1]);
  mailbox.open();
  expect(delivered).toEqual([1, 4]);
  expect(mailbox.dropped).toBe(2);
});

test("what waits when the receiver goes is for the next receiver", () => {
  const { delivered, mailbox } = opened();
  mailbox.offer(1);
  mailbox.shut();
  mailbox.offer(2);
  expect(delivered).toEqual([1]);
  mailbox.open();
  expect(delivered).toEqual([1, 2]);
});

test("it is busy until what was offered has been taken and finished", () => {
  const { mailbox } = opened();
  expect(mailbox.busy).toBe(false);
  mailbox.offer(1);
  expect(mailbox.busy).toBe(true);
  mailbox.open();
  expect(mailbox.busy).toBe(false);
});
