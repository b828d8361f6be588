import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { folder, packageFolder } from "./packages.js";

/**
 * The environment in which Dawn finds a Vulkan driver: the one that `VK_ICD_FILENAMES` names already, else SwiftShader out of the
 * npm package `@sparticuz/chromium`, which brings the loader as well. Linux on x64 only; throws elsewhere.
 */
export function vulkanEnvironment(): Readonly<Record<string, string>> {
  if (process.env["VK_ICD_FILENAMES"] !== undefined) return {};
  if (process.platform !== "linux" || process.arch !== "x64")
    throw new Error(
      `SwiftShader comes for Linux on x64, this is ${process.platform} on ${process.arch}; set VK_ICD_FILENAMES to take another driver`,
    );
  const target = join(folder, "swiftshader");
  const description = join(target, "vk_swiftshader_icd.json");
  if (!existsSync(description)) {
    mkdirSync(target, { recursive: true });
    const packed = readFileSync(join(packageFolder("@sparticuz/chromium"), "bin", "swiftshader.tar.br"));
    const archive = join(target, "swiftshader.tar");
    writeFileSync(archive, new Uint8Array(brotliDecompressSync(new Uint8Array(packed))));
    execFileSync("tar", ["-xf", archive, "-C", target]);
  }
  return { VK_ICD_FILENAMES: description, LD_LIBRARY_PATH: target };
}
