import { expect, test } from "vitest";
import { largestComponent } from "../../../../main/generators/motion-graph/components.ts";
import { seededRandom } from "../../../../main/motion/random.ts";

const among = (edges: readonly (readonly number[])[]) => [
  ...largestComponent(edges.length, (node, which) => edges[node]![which] ?? -1),
];

test("what leads into a circle and what leads out of it are not in it", () => {
  expect(among([[1], [2], [3], [1, 4], []])).toEqual([0, 1, 1, 1, 0]);
});

test("of several circles it is the largest", () => {
  expect(among([[1], [0, 2], [3], [4], [2]])).toEqual([0, 0, 1, 1, 1]);
});

test("where there is no circle at all it is one node", () => {
  expect(among([[1], [2], []]).filter((is) => is === 1)).toHaveLength(1);
});

test("everybody in it reaches everybody in it, and no other set of such nodes is larger", () => {
  const random = seededRandom(1);
  const edges = Array.from({ length: 60 }, () =>
    Array.from({ length: Math.floor(3 * random()) }, () => Math.floor(60 * random())),
  );
  const reached = edges.map((_, from) => {
    const seen = new Set([from]);
    for (const node of seen) for (const to of edges[node]!) seen.add(to);
    return seen;
  });
  const together = (node: number) =>
    edges.flatMap((_, other) => (reached[node]!.has(other) && reached[other]!.has(node) ? [other] : []));
  const most = Math.max(...edges.map((_, node) => together(node).length));
  const members = among(edges).flatMap((is, node) => (is === 1 ? [node] : []));
  expect(members).toEqual(together(members[0]!));
  expect(members).toHaveLength(most);
});

test("a path of a million nodes needs no deep stack", () => {
  const count = 1_000_000;
  const members = largestComponent(count, (node, which) => (which === 0 ? (node + 1) % count : -1));
  expect(members.every((is) => is === 1)).toBe(true);
});
