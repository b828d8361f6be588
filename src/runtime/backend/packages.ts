import { Unavailable } from "./backend.js";

/** The versions that rewardc is tested with. */
const versions = {
  "@tensorflow/tfjs-node-gpu": "4.22.0",
  "@tensorflow/tfjs-node": "4.22.0",
  "@tensorflow/tfjs-backend-webgpu": "4.22.0",
  "@tensorflow/tfjs-backend-webgl": "4.22.0",
  "@tensorflow/tfjs-backend-wasm": "4.22.0",
  "@tensorflow/tfjs-backend-cpu": "4.22.0",
  webgpu: "0.6.2",
} as const;
export type OptionalPackage = keyof typeof versions;

/** Where a package lies on this machine. */
export interface InstalledPackage {
  readonly name: OptionalPackage;
  readonly version: string;
  /** Absolute path of its entry file. */
  readonly entry: string;
}

/** True in Node (and what behaves like it), false in browsers. */
export function inNode(): boolean {
  return typeof process === "object" && typeof process.versions?.node === "string";
}

/** The command that installs packages at the versions that rewardc is tested with. */
export function installCommand(...names: readonly OptionalPackage[]): string {
  return `npm install ${names.map((name) => `${name}@${versions[name]}`).join(" ")}`;
}

/** Looks a package up beside rewardc, then from the current folder. Throws `Unavailable` where it is not installed. Node only. */
export async function findPackage(
  name: OptionalPackage,
  ...together: readonly OptionalPackage[]
): Promise<InstalledPackage> {
  const { createRequire } = (await import("node:module")).default;
  const { readFileSync } = await import("node:fs");
  const { join, sep } = await import("node:path");
  for (const from of [import.meta.url, join(process.cwd(), "package.json")]) {
    const entry = resolved(() => createRequire(from).resolve(name));
    if (entry === undefined) continue;
    const folder = entry.slice(0, entry.lastIndexOf(join("node_modules", ...name.split("/")) + sep));
    const description = JSON.parse(
      readFileSync(join(folder, "node_modules", ...name.split("/"), "package.json"), "utf8"),
    ) as { readonly version: string };
    return { name, version: description.version, entry };
  }
  throw new Unavailable(`package \`${name}\` is not installed`, installCommand(name, ...together));
}

/** Imports an installed package. Its types are not known here, since nobody needs to install it. */
export async function importPackage(found: InstalledPackage): Promise<Readonly<Record<string, unknown>>> {
  const { pathToFileURL } = await import("node:url");
  return (await import(pathToFileURL(found.entry).href)) as Readonly<Record<string, unknown>>;
}

function resolved(look: () => string): string | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
