// Builds tfjs-node's native binding against TensorFlow's Python wheel, into `.tfjs-node`, and holds it to the conformance suite: docs/tfjs-node.md.
// node scripts/tfjs-node/build.mjs [--tensorflow VERSION] [--build-only]
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { missing } from "./missing.mjs";

const { values: options } = parseArgs({
  options: { tensorflow: { type: "string", default: "2.15.1" }, "build-only": { type: "boolean", default: false } },
});
const folder = resolve(".tfjs-node");
const modules = join(folder, "node_modules");
const binding = join(modules, "@tensorflow/tfjs-node");
const python = join(folder, `tensorflow-${options.tensorflow}`);
const library = join(python, "tensorflow");
const compiler = process.env.CXX || "g++";
const pip = ["-m", "pip", "--disable-pip-version-check"];

const lacks = missing(compiler, pip);
if (lacks.length > 0) {
  console.error(
    `tfjs-node: NOT BUILT AND NOT TESTED, since this machine lacks\n${lacks.map((one) => `- ${one}\n`).join("")}`,
  );
  process.exit(2);
}

step("JavaScript and C++ of tfjs-node, without its download", () => {
  mkdirSync(folder, { recursive: true });
  const dependencies = { "@tensorflow/tfjs-node": "4.22.0", "node-api-headers": "1.9.0" };
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, dependencies }, undefined, 2));
  run("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", folder]);
  // Of tfjs itself there is one copy, as where tfjs-node is installed beside rewardc: that of this checkout.
  for (const copy of ["tfjs-core", "tfjs-backend-cpu"]) rmSync(join(modules, "@tensorflow", copy), { recursive: true });
});

step(`libtensorflow ${options.tensorflow}, out of the Python wheel`, () => {
  if (existsSync(join(library, "libtensorflow_cc.so.2"))) return;
  rmSync(python, { recursive: true, force: true });
  // Nothing of the wheel's Python is run, so that any version of Python will do.
  const wheel = ["--no-deps", "--no-compile", "--only-binary=:all:", "--python-version", "3.11", "--target", python];
  run("python3", [
    ...pip,
    "install",
    "--quiet",
    "--root-user-action=ignore",
    ...wheel,
    `tensorflow-cpu==${options.tensorflow}`,
  ]);
});

step("the binding", () => {
  const target = join(binding, "lib/napi-v8");
  mkdirSync(target, { recursive: true });
  const includes = [join(modules, "node-api-headers/include"), binding, join(library, "include")];
  run(compiler, [
    ...["-std=c++17", "-O2", "-fPIC", "-shared", "-DNAPI_VERSION=8"],
    ...includes.map((path) => `-I${path}`),
    ...readdirSync(join(binding, "binding"))
      .filter((file) => file.endsWith(".cc"))
      .map((file) => join(binding, "binding", file)),
    ...[`-L${library}`, "-l:libtensorflow_cc.so.2", "-l:libtensorflow_framework.so.2", `-Wl,-rpath,${library}`],
    ...["-o", join(target, "tfjs_binding.node")],
  ]);
});

// Where rewardc looks for packages, beside those of this checkout.
const environment = { ...process.env, NODE_PATH: modules, TF_CPP_MIN_LOG_LEVEL: "2", REWARDC_BACKEND: "tfjs-node" };

step("it loads and computes", () => {
  const source = `
    const tf = require("@tensorflow/tfjs-node");
    const found = String(tf.square(tf.tensor1d([3, NaN])).dataSync());
    if (found !== "9,NaN") throw new Error("the square of 3 and NaN came out as " + found);
    console.log("libtensorflow " + tf.backend().binding.TF_Version);`;
  run(process.execPath, ["-e", source], environment);
});

if (!options["build-only"]) {
  step("the conformance suite", () => {
    // `rewardc doctor` says what the suite is about to use; a suite that only skips is no success.
    const doctor = execFileSync(process.execPath, ["scripts/run.mjs", "src/cli/bin.ts", "doctor"], {
      env: environment,
    });
    if (!/✓ tfjs-node /.test(String(doctor))) fail(`rewardc does not find it:\n${String(doctor)}`);
    run("npx", ["vitest", "run", "test/conformance", "-t", "on tfjs-node"], environment);
  });
}
console.log(`\ntfjs-node is in ${folder}. To use it here: export NODE_PATH=${modules} REWARDC_BACKEND=tfjs-node`);

function step(title, work) {
  console.log(`\n— ${title}`);
  work();
}

function run(command, given, env = process.env) {
  const { status, error } = spawnSync(command, given, { stdio: "inherit", env });
  if (error !== undefined) fail(`${command}: ${error.message}`);
  if (status !== 0) fail(`${command} ended with ${String(status)}: ${[command, ...given].join(" ")}`);
}

function fail(reason) {
  console.error(`\ntfjs-node: FAILED. ${reason}`);
  process.exit(1);
}
