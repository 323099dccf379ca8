/*
 * The numbers of a network as one run, a block after the other: every offset follows from the shapes.
 */

/** A named block of numbers. */
export interface Block {
  readonly name: string;
  readonly shape: readonly number[];
}

/** Inputs and outputs of linear layers, by name. */
export type LayerShapes = Readonly<Record<string, readonly [inputs: number, outputs: number]>>;

/** A matrix and a bias for each layer. */
export function layerBlocks(layers: LayerShapes): readonly Block[] {
  return Object.entries(layers).flatMap(([name, [inputs, outputs]]) => [
    { name: `${name}.matrix`, shape: [inputs, outputs] },
    { name: `${name}.bias`, shape: [outputs] },
  ]);
}

export const blockLength = (block: Block): number => block.shape.reduce((a, b) => a * b, 1);

/** How many numbers these blocks have together. */
export const blocksLength = (blocks: readonly Block[]): number =>
  blocks.reduce((sum, block) => sum + blockLength(block), 0);

/** Views of a run of numbers, one for each block, by name. */
export function viewBlocks(blocks: readonly Block[], values: Float32Array): Map<string, Float32Array> {
  let at = 0;
  return new Map(
    blocks.map((block) => {
      const view = values.subarray(at, at + blockLength(block));
      at += view.length;
      return [block.name, view];
    }),
  );
}
