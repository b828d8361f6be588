import { describe, expect, it } from "vitest";
import { wgslKernelOf } from "../../../src/compiler/emit/wgsl/kernel.js";
import { door } from "../../conformance/handmade.js";
import { useTestBackend } from "../kernel/backends.js";

describe("a kernel of a shader", () => {
  it("says which backend it needs where another one is the current one", async () => {
    await useTestBackend("cpu");
    expect(() => wgslKernelOf(door()).init(1)).toThrow(
      'a shader runs on tfjs\'s webgpu backend, and the current one is `cpu`: await useBackend("webgpu") first',
    );
  });
});
