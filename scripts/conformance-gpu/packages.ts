import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** Where the heavy packages go: ignored by git, no dependency of the project. */
export const folder = resolve(".conformance-gpu");
const modules = join(folder, "node_modules");

const versions = {
  "@tensorflow/tfjs-backend-webgl": "4.22.0",
  "@tensorflow/tfjs-backend-webgpu": "4.22.0",
  webgpu: "0.6.2",
  "playwright-core": "1.65.1",
  "@sparticuz/chromium": "147.0.0",
} as const;
export type HeavyPackage = keyof typeof versions;

/** Folder of a package at the version that is written here, installed on first use. Throws with npm's words where it cannot be had. */
export function packageFolder(name: HeavyPackage): string {
  const found = join(modules, name);
  const description = join(found, "package.json");
  const have = existsSync(description)
    ? (JSON.parse(readFileSync(description, "utf8")) as { readonly version: string }).version
    : undefined;
  if (have === versions[name]) return found;
  mkdirSync(folder, { recursive: true });
  if (!existsSync(join(folder, "package.json"))) writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  console.log(`installs ${name}@${versions[name]} into ${folder}`);
  // Without peers: tfjs-core has to be the one of this checkout, which lies a folder above.
  const options = ["--legacy-peer-deps", "--ignore-scripts", "--no-audit", "--no-fund", "--save-exact"];
  execFileSync("npm", ["install", ...options, `${name}@${versions[name]}`], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
  });
  return found;
}

/** For `NODE_PATH`. */
export const nodePath = modules;
