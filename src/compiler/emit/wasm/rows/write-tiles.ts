import type { FusedLayout } from "../../../../runtime/fused/layout.js";
import { tileRows } from "../../../../runtime/fused/tile.js";
import { call, nothing, type FunctionReference } from "../encoder/code.js";
import type { ModuleBuilder } from "../encoder/module-builder.js";
import { i32 } from "../encoder/scalar-instructions.js";
import { anyTrue, i32x4 } from "../encoder/vector-instructions.js";
import type { LoopFunction } from "../write-loop.js";
import type { Gather } from "./write-gather.js";

const addressBytes = 4;
const vectorBytes = 16;

/**
 * A loop over signals that lie in rows, as a function `(columns, uniforms, first, end, rows, rowBytes, tile)`: the loop's own parameters, the address of the first row and the bytes of one, and the address of memory for
 * a tile. Tile by tile, rows become columns, and the loop runs over these; the list of addresses is written for it. Where a loop changes nothing but on the rows of a flag, `only` is the flag's column,
 * and tiles without such a row are passed over; 64 bytes can be read behind it.
 */
export function writeTiles(
  module: ModuleBuilder,
  name: string,
  loop: LoopFunction,
  { run: gather, places }: Gather,
  layout: FusedLayout,
  only?: number,
): FunctionReference {
  const parameters = ["i32", "i32", "i32", "i32", "i32", "i32", "i32"] as const;
  return module.define(name, parameters, "nothing", (body, list, uniforms, first, end, rows, rowBytes, tile) => {
    const [from, to] = [body.local("i32"), body.local("i32")];
    body.set(from, first);
    const run = (): void => {
      const scalars = body.keep(i32.shiftLeft(body.get(from), i32.constant(2)));
      for (const [column, place] of places) {
        const before = layout.columns[column]?.type === "bool" ? body.get(from) : scalars;
        const address = i32.subtract(i32.add(tile, i32.constant(place)), before);
        body.run(i32.store(list, address, addressBytes * column));
      }
      const size = i32.shiftLeft(i32.subtract(body.get(to), body.get(from)), i32.constant(2));
      body.run(call(gather, i32.add(rows, i32.multiply(body.get(from), rowBytes)), tile, size));
      body.run(call(loop, list, uniforms, body.get(from), body.get(to)));
    };
    body.repeat(() => {
      body.set(to, i32.add(body.get(from), i32.constant(tileRows)));
      body.when(i32.lessUnsigned(end, body.get(to)), () => body.set(to, end));
      if (only === undefined) run();
      else {
        const flags = body.keep(i32.add(i32.load(list, addressBytes * only), body.get(from)));
        const parts = Array.from({ length: tileRows / vectorBytes }, (_, part) =>
          i32x4.load(flags, part * vectorBytes),
        );
        body.when(anyTrue(parts.reduce((any, part) => i32x4.or(any, part))), run);
      }
      body.set(from, body.get(to));
      return i32.lessUnsigned(body.get(from), end);
    });
    return nothing;
  });
}
