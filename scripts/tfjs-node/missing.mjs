import { spawnSync } from "node:child_process";

/** What building the binding needs and this machine has not got, one sentence each. Headers are no part of it: npm brings them. */
export function missing(compiler, pip) {
  const lacks = [];
  if (process.platform !== "linux" || process.arch !== "x64")
    lacks.push(
      `Linux on x86-64: wheels hold \`libtensorflow_cc.so.2\` there, and only there was this tried (here: ${process.platform} on ${process.arch})`,
    );
  const without = (what, command, given) => {
    const { error, status, stderr } = spawnSync(command, given, { encoding: "utf8" });
    if (error !== undefined) lacks.push(`${what}: \`${command}\` cannot be run (${error.code ?? error.message})`);
    else if (status !== 0)
      lacks.push(`${what}: \`${[command, ...given].join(" ")}\` ends with ${status}: ${stderr.trim().split("\n")[0]}`);
  };
  without("npm, for tfjs-node and the headers of Node's C interface", "npm", ["--version"]);
  without("pip, for TensorFlow's wheel", "python3", [...pip, "--version"]);
  without("a C++17 compiler (g++, or what CXX names)", compiler, [
    "-std=c++17",
    "-fsyntax-only",
    "-x",
    "c++",
    "/dev/null",
  ]);
  return lacks;
}
