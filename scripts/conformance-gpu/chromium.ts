import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { hold } from "./hold.js";
import { driverName } from "./driver-name.js";
import type { ConformancePage } from "./in-page.js";
import { nodePath, packageFolder } from "./packages.js";
import { toText } from "./program-text.js";

/** What of playwright-core is used here: nobody needs to install its types. */
interface Playwright {
  readonly chromium: {
    launchPersistentContext(folder: string, options: object): Promise<Context>;
  };
}
interface Context {
  newPage(): Promise<Page>;
  close(): Promise<void>;
}
interface Page {
  goto(address: string): Promise<unknown>;
  evaluate<Argument, Result>(run: (argument: Argument) => Result, argument: Argument): Promise<Awaited<Result>>;
  on(event: "console", listener: (message: { type(): string; text(): string }) => void): void;
}

const quiet = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
/** WebGL comes on SwiftShader by itself where there is no GPU. */
const flags = { webgl: [], webgpu: ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"] } as const;
const usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Holds a backend of tfjs to the reference in headless Chromium: the one that `CHROMIUM` names, else Debian's or Chrome. */
export async function holdInChromium(backend: "webgl" | "webgpu", only: string): Promise<boolean> {
  const executable = process.env["CHROMIUM"] ?? usual.find((path) => existsSync(path));
  if (executable === undefined)
    throw new Error(`there is no Chromium at ${usual.join(", ")}; set CHROMIUM to its path`);
  const { chromium } = (await import(
    pathToFileURL(join(packageFolder("playwright-core"), "index.mjs")).href
  )) as Playwright;
  const script = await bundle();
  const server = createServer((request, response) => {
    const isScript = request.url === "/suite.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.end(
      isScript ? script : '<!doctype html><meta charset="utf-8"><script type="module" src="/suite.js"></script>',
    );
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const profile = mkdtempSync(join(tmpdir(), "rewardc-chromium-"));
  const options = { executablePath: executable, headless: true, args: [...quiet, ...flags[backend]] };
  const context = await chromium.launchPersistentContext(profile, options);
  try {
    const page = await context.newPage();
    page.on("console", (message) => {
      if (message.type() === "error") console.log(`  ✗ the page says: ${message.text().slice(0, 300)}`);
    });
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const { version, device, browser } = await page.evaluate(inPage.use, backend);
    console.log(`\ntfjs-${backend} ${version}, ${browser}, ${device}`);
    return await hold(
      `${backend} in Chromium on ${driverName(device)}`,
      (given) => page.evaluate(inPage.run, toText(given)),
      only,
    );
  } finally {
    await context.close();
    server.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

/** Functions that the browser runs: each stands for itself. */
const inPage = {
  async use(backend: "webgl" | "webgpu") {
    const host = globalThis as unknown as {
      conformance: ConformancePage;
      navigator: { userAgent: string; gpu?: { requestAdapter(): Promise<{ info: Record<string, string> } | null> } };
      document: { createElement(name: "canvas"): { getContext(name: "webgl2"): WebGl | null } };
    };
    interface WebGl {
      getExtension(name: string): { UNMASKED_RENDERER_WEBGL: number } | null;
      getParameter(name: number): string;
    }
    const version = await host.conformance.use(backend);
    const browser = /Chrome\/\S+/.exec(host.navigator.userAgent)?.[0] ?? "";
    if (backend === "webgpu") {
      const { info = {} } = (await host.navigator.gpu?.requestAdapter()) ?? {};
      return {
        version,
        browser,
        device: [info["vendor"], info["architecture"], info["device"], info["description"]].join(" "),
      };
    }
    const context = host.document.createElement("canvas").getContext("webgl2");
    const names = context?.getExtension("WEBGL_debug_renderer_info");
    return { version, browser, device: context && names ? context.getParameter(names.UNMASKED_RENDERER_WEBGL) : "" };
  },
  run: (text: string) => (globalThis as unknown as { conformance: ConformancePage }).conformance.run(text),
};

async function bundle(): Promise<string> {
  packageFolder("@tensorflow/tfjs-backend-webgl");
  packageFolder("@tensorflow/tfjs-backend-webgpu");
  const { outputFiles } = await build({
    entryPoints: ["scripts/conformance-gpu/in-page.ts"],
    bundle: true,
    write: false,
    platform: "browser",
    format: "esm",
    nodePaths: [nodePath],
    // Loaded in Node only.
    external: ["node:*"],
    tsconfig: "tsconfig.json",
    logLevel: "warning",
  });
  return outputFiles[0]?.text ?? "";
}
