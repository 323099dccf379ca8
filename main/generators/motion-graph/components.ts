/**
 * Marks the largest strongly connected component of a directed graph: whoever is in it can go on for ever without
 * leaving it (Tarjan, "Depth-first search and linear graph algorithms", 1972), without recursion.
 * @param successor of a node, the `which`-th; -1 behind the last.
 * @returns 1 for each node that is in it.
 */
export function largestComponent(
  nodes: number,
  successor: (node: number, which: number) => number,
): Uint8Array {
  const order = new Int32Array(nodes); // 0 is not yet visited
  const lowest = new Int32Array(nodes);
  const isOpen = new Uint8Array(nodes);
  const next = new Uint16Array(nodes);
  const open = new Int32Array(nodes);
  const path = new Int32Array(nodes);
  const members = new Uint8Array(nodes);
  let [visited, openCount, most] = [0, 0, 0];
  for (let root = 0; root < nodes; root++) {
    if (order[root] !== 0) continue;
    let depth = 0;
    const enter = (node: number) => {
      order[node] = lowest[node] = ++visited;
      isOpen[node] = 1;
      open[openCount++] = node;
      path[depth++] = node;
    };
    enter(root);
    while (depth > 0) {
      const node = path[depth - 1]!;
      const to = successor(node, next[node]!++);
      if (to >= 0) {
        if (order[to] === 0) enter(to);
        else if (isOpen[to] === 1) lowest[node] = Math.min(lowest[node]!, order[to]!);
        continue;
      }
      depth--;
      if (depth > 0) lowest[path[depth - 1]!] = Math.min(lowest[path[depth - 1]!]!, lowest[node]!);
      if (lowest[node] !== order[node]) continue;
      let begin = openCount;
      do isOpen[open[--begin]!] = 0;
      while (open[begin] !== node);
      if (openCount - begin > most) {
        most = openCount - begin;
        members.fill(0);
        for (let i = begin; i < openCount; i++) members[open[i]!] = 1;
      }
      openCount = begin;
    }
  }
  return members;
}
