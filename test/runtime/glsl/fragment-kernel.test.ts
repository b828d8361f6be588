import { describe, expect, it } from "vitest";
import { glslKernelOf } from "../../../src/compiler/emit/glsl/kernel.js";
import { door } from "../../conformance/handmade.js";
import { useTestBackend } from "../kernel/backends.js";

describe("a kernel of a fragment program", () => {
  it("says which backend it needs where another one is the current one", async () => {
    await useTestBackend("cpu");
    expect(() => glslKernelOf(door()).init(1)).toThrow(
      'a fragment program runs on tfjs\'s webgl backend, and the current one is `cpu`: await useBackend("webgl") first',
    );
  });
});
