import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import type { Kernels } from "../../test/conformance/drivers/run-case.js";
import { hold, type CaseRunner, type Held } from "./hold.js";
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
type Backend = keyof typeof flags;
const usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Holds a backend of tfjs, or shaders on it, to the reference in headless Chromium: the one that `CHROMIUM` names, else Debian's or Chrome. */
export async function holdInChromium(backend: Backend, kernels: Kernels, only: string, seconds: number): Promise<Held> {
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
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const options = { executablePath: executable, headless: true, args: [...quiet, ...flags[backend]] };
  let browsing = await browse(chromium, options, address, backend);
  const { version, device, browser } = browsing;
  console.log(`\ntfjs-${backend} ${version}, ${browser}, ${device}`);
  const runner: CaseRunner = {
    run: (given) => browsing.page.evaluate(inPage.run, [toText(given), kernels] as const),
    async restart() {
      await browsing.close();
      browsing = await browse(chromium, options, address, backend);
    },
  };
  const what = kernels === "tfjs" ? backend : kernels === "wgsl" ? "shaders" : "fragment programs";
  try {
    return await hold(runner, { driver: `${what} in Chromium on ${driverName(device)}`, kernels, only, seconds });
  } finally {
    await browsing.close();
    server.close();
  }
}

interface Browsing {
  readonly page: Page;
  readonly version: string;
  readonly device: string;
  readonly browser: string;
  close(): Promise<void>;
}

/** A browser with a fresh profile, at the page with the backend. */
async function browse(
  chromium: Playwright["chromium"],
  options: object,
  address: string,
  backend: Backend,
): Promise<Browsing> {
  const profile = mkdtempSync(join(tmpdir(), "rewardc-chromium-"));
  const context = await chromium.launchPersistentContext(profile, options);
  const close = async (): Promise<void> => {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  };
  try {
    const page = await context.newPage();
    page.on("console", (message) => {
      if (message.type() === "error") console.log(`  ✗ the page says: ${message.text().slice(0, 300)}`);
    });
    await page.goto(address);
    return { page, close, ...(await page.evaluate(inPage.use, backend)) };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Functions that the browser runs: each stands for itself. */
const inPage = {
  async use(backend: Backend) {
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
  run: ([text, kernels]: readonly [string, Kernels]) =>
    (globalThis as unknown as { conformance: ConformancePage }).conformance.run(text, kernels),
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
