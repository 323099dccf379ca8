import { expect, test } from "vitest";
import { trainableType } from "../../../../main/learn/train/registry.ts";
import { TRAINABLE_TYPES } from "../../../../main/learn/train/types.ts";
import { ConfigError } from "../../../../main/system/errors.ts";

test("every kind of network that has a name can be trained", () => {
  for (const type of TRAINABLE_TYPES) expect(trainableType({ type, critic: 0 }).losses.total).toBeDefined();
});

test("a critic takes part in the recurrent network's training, and is refused with another", () => {
  expect(trainableType({ type: "recurrent-cvae", critic: 0 }).losses.critic).toBeUndefined();
  expect(trainableType({ type: "recurrent-cvae", critic: 1 }).losses.critic).toBeDefined();
  expect(() => trainableType({ type: "ac-lstm", critic: 0.3 })).toThrow(
    new ConfigError(
      "--critic is 0.3, and --type ac-lstm is trained without one; expected 0, or --type recurrent-cvae",
    ),
  );
});
