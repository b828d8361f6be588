import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  // Emitted modules import the package by name; in tests that is the source.
  resolve: {
    alias: [
      { find: /^rewardc$/, replacement: source("./src/compiler/index.ts") },
      { find: /^rewardc\/runtime$/, replacement: source("./src/runtime/index.ts") },
      { find: /^rewardc\/runtime\/fused$/, replacement: source("./src/runtime/fused/index.ts") },
      { find: /^rewardc\/testing$/, replacement: source("./src/testing/index.ts") },
    ],
  },
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["./test/property-seed.ts"],
    reporters: ["default", "./test/closing-line-reporter.ts"],
    // For a machine that is busy with other things: a hang, not slowness, is what this is for.
    testTimeout: 180_000,
    hookTimeout: 60_000,
    pool: "forks",
    // Vitest would leave one core to itself, which has next to nothing to do.
    maxWorkers: "100%",
  },
});
