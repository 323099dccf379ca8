import { expect, test } from "vitest";
import { trainableType } from "../../../../main/learn/train/registry.ts";
import { TRAINABLE_TYPES } from "../../../../main/learn/train/types.ts";

test("every kind of network that has a name can be trained, the first of them with a critic as well", () => {
  for (const type of TRAINABLE_TYPES) expect(trainableType({ type, critic: 0 }).losses.total).toBeDefined();
  expect(trainableType({ type: TRAINABLE_TYPES[0], critic: 0 }).losses.critic).toBeUndefined();
  expect(trainableType({ type: TRAINABLE_TYPES[0], critic: 1 }).losses.critic).toBeDefined();
});
