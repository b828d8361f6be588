import { nothing } from "../../src/compiler/emit/wasm/encoder/code.js";
import { ModuleBuilder } from "../../src/compiler/emit/wasm/encoder/module-builder.js";
import { i32 } from "../../src/compiler/emit/wasm/encoder/scalar-instructions.js";
import { i32x4 } from "../../src/compiler/emit/wasm/encoder/vector-instructions.js";
import { webAssembly } from "../../src/runtime/fused/web-assembly.js";

const [firstByte, vectorBytes, vectors, pageBytes] = [64, 16, 8, 65_536];

/** What a step of one environment reads: 64 features, and the state of the machine. */
const bytesRead = 65 * 4;

/** Reads as many bytes as a step of so many environments has to, from one end to the other, and does nothing else: no step can be faster. */
export function reading(environments: number): () => void {
  const module = new ModuleBuilder();
  const size = Math.ceil((environments * bytesRead) / (vectors * vectorBytes)) * vectors * vectorBytes;
  const pages = Math.ceil((firstByte + size) / pageBytes);
  module.importMemory("environment", "memory", pages);
  const read = module.define("read", ["i32", "i32"], "nothing", (body, begin, end) => {
    const address = body.local("i32");
    body.set(address, begin);
    const sums = Array.from({ length: vectors }, () => body.local("i32x4"));
    body.repeat(() => {
      sums.forEach((sum, place) =>
        body.set(sum, i32x4.or(body.get(sum), i32x4.load(body.get(address), place * vectorBytes))),
      );
      body.set(address, i32.add(body.get(address), i32.constant(vectors * vectorBytes)));
      return i32.lessUnsigned(body.get(address), end);
    });
    sums.forEach((sum) => body.run(i32x4.store(i32.constant(0), body.get(sum))));
    return nothing;
  });
  module.export("read", read);
  const memory = new webAssembly.Memory({ initial: pages });
  new Int32Array(memory.buffer).fill(1);
  const { exports } = new webAssembly.Instance(new webAssembly.Module(module.encode()), { environment: { memory } });
  return () => void exports["read"]?.(firstByte, firstByte + size);
}
