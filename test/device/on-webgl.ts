import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import type { TestContext } from "vitest";
import { nodePath } from "../../scripts/conformance-gpu/packages.js";

/** What of playwright-core is used here: nobody needs to install its types. */
interface Playwright {
  readonly chromium: { launch(options: object): Promise<Browser> };
}
interface Browser {
  newPage(): Promise<Page>;
  close(): Promise<void>;
}
interface Page {
  addScriptTag(options: { readonly content: string }): Promise<unknown>;
  evaluate<Argument, Result>(run: (argument: Argument) => Result, argument: Argument): Promise<Awaited<Result>>;
}

const usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export interface WebGlOptions {
  /** A file of this folder whose default export is the function to run: it takes a text, and what `module` exports, and gives JSON. */
  readonly program: string;
  readonly argument: string;
  /** A module that the compiler wrote. */
  readonly module?: string;
}

/**
 * What a program gives in headless Chromium with tfjs's webgl backend. Skips the test, loudly, where there is no Chromium (`CHROMIUM` names one) or `npm run conformance:gpu -- --on=glsl`
 * has not installed what drives it.
 */
export async function onWebGl(context: TestContext, { program, argument, module }: WebGlOptions): Promise<unknown> {
  const executablePath = process.env["CHROMIUM"] ?? usual.find((path) => existsSync(path));
  const driver = join(nodePath, "playwright-core", "index.mjs");
  const missing =
    executablePath === undefined
      ? "there is no Chromium"
      : existsSync(driver) && existsSync(join(nodePath, "@tensorflow/tfjs-backend-webgl"))
        ? undefined
        : "npm run conformance:gpu -- --on=glsl installs what drives Chromium";
  if (missing !== undefined) {
    process.stderr.write(`NOT RUN on webgl: ${context.task.name}: ${missing}\n`);
    context.skip(missing);
  }
  const content = await bundle(fileURLToPath(new URL(program, import.meta.url)), module);
  const { chromium } = (await import(pathToFileURL(driver).href)) as Playwright;
  const browser = await chromium.launch({ executablePath, headless: true, args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content });
    return await page.evaluate(
      (given) => (globalThis as unknown as { run(given: string): Promise<unknown> }).run(given),
      argument,
    );
  } finally {
    await browser.close();
  }
}

async function bundle(program: string, module: string | undefined): Promise<string> {
  const entry = `
    import "@tensorflow/tfjs-backend-webgl";
    import run from ${JSON.stringify(program)};
    ${module === undefined ? "const emitted = undefined" : `import * as emitted from ${JSON.stringify(module)}`};
    globalThis.run = (argument) => run(argument, emitted);`;
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: resolve(".") },
    bundle: true,
    write: false,
    platform: "browser",
    format: "iife",
    nodePaths: [nodePath],
    alias: { "rewardc/runtime": resolve("src/runtime/index.ts") },
    // Loaded in Node only.
    external: ["node:*"],
    tsconfig: "tsconfig.json",
    logLevel: "error",
  });
  return outputFiles[0]?.text ?? "";
}
