import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { compile, nodeHost, render } from "../../src/compiler/index.js";
import { emitTfjs } from "../../src/compiler/emit/tfjs/emit.js";
import type { RewardKernel } from "../../src/runtime/kernel/kernel.js";
import { say } from "./print.js";

const folder = "runs/start";

/** Checks a spec, compiles it to a TypeScript module on disk, and gives the kernel that the module makes. `show`: prints both. */
export async function emittedKernel(spec: string, { show }: { readonly show: boolean }): Promise<RewardKernel> {
  const { program, diagnostics, sources } = compile(spec, nodeHost());
  for (const diagnostic of diagnostics) say(render(diagnostic, sources));
  if (program === undefined) throw new Error(`${spec} has errors`);
  if (show)
    say(
      indented(
        readFileSync(spec, "utf8")
          .split(/^test /m)[0]
          ?.trim() ?? "",
      ),
    );
  say(`\nrewardc check    ${spec}: no errors, ${plural(diagnostics.length, "warning")}`);

  const text = await emitTfjs(program);
  mkdirSync(folder, { recursive: true });
  const name = basename(spec, ".reward");
  const path = `${folder}/${name}.ts`;
  writeFileSync(path, text);
  say(
    `rewardc compile  ${path}: ${plural(text.split("\n").length - 1, "line")} of TypeScript, batched tfjs operations`,
  );
  if (show) say(`\n${indented(excerpt(text))}\n`);

  const outfile = resolve(folder, `${name}.mjs`);
  await build({
    entryPoints: [path],
    outfile,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    logLevel: "warning",
    tsconfig: "tsconfig.json",
  });
  // A query, so that a second start in the same process would not get the first one's module.
  const module = (await import(`${pathToFileURL(outfile).href}?${Date.now()}`)) as { createKernel(): RewardKernel };
  return module.createKernel();
}

/** The function of the module that moves the machine, or else its step. */
function excerpt(text: string): string {
  const functions = text.split(/\n(?=\/\*\*)/).filter((part) => /\nfunction |^function /m.test(part));
  return (functions[0] ?? "").trim().split("\n").slice(0, 24).join("\n");
}

function indented(text: string): string {
  return text.replace(/^/gm, "    ");
}

function plural(count: number, noun: string): string {
  return `${count === 0 ? "no" : String(count)} ${noun}${count === 1 ? "" : "s"}`;
}
