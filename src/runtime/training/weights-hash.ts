import { createHash } from "node:crypto";

/** SHA-256 of an array's bytes, in hexadecimal: two runs that agree in it have the same weights, bit for bit. */
export function weightsHash(weights: Float32Array | Float64Array): string {
  return createHash("sha256")
    .update(new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength))
    .digest("hex");
}
