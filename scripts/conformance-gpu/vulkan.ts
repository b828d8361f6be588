import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { folder, nodePath, packageFolder } from "./packages.js";

type Variables = Readonly<Record<string, string>>;

const target = join(folder, "swiftshader");
const description = join(target, "vk_swiftshader_icd.json");
const swiftShader: Variables = { VK_ICD_FILENAMES: description, LD_LIBRARY_PATH: target };

/**
 * The environment in which Dawn finds a Vulkan driver: the one that `VK_ICD_FILENAMES` names already, else SwiftShader out of the
 * npm package `@sparticuz/chromium`, which brings the loader as well. Linux on x64 only; throws elsewhere.
 */
export function vulkanEnvironment(): Variables {
  if (process.env["VK_ICD_FILENAMES"] !== undefined) return {};
  if (process.platform !== "linux" || process.arch !== "x64")
    throw new Error(
      `SwiftShader comes for Linux on x64, this is ${process.platform} on ${process.arch}; set VK_ICD_FILENAMES to take another driver`,
    );
  if (!existsSync(description)) {
    mkdirSync(target, { recursive: true });
    const packed = readFileSync(join(packageFolder("@sparticuz/chromium"), "bin", "swiftshader.tar.br"));
    const archive = join(target, "swiftshader.tar");
    writeFileSync(archive, new Uint8Array(brotliDecompressSync(new Uint8Array(packed))));
    execFileSync("tar", ["-xf", archive, "-C", target]);
  }
  return swiftShader;
}

/**
 * The environment of a process on webgpu in Node with what `npm run conformance:gpu` has installed in this checkout. Installs nothing: where nothing is there, it
 * is empty, and the process finds what the machine has.
 */
export function installedEnvironment(): Variables {
  if (!existsSync(join(nodePath, "webgpu"))) return {};
  const chosen = process.env["VK_ICD_FILENAMES"] !== undefined || !existsSync(description);
  return { NODE_PATH: nodePath, ...(chosen ? {} : swiftShader) };
}
