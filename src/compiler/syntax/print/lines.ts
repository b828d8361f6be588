/** Lines one level deeper. */
function indented(lines: readonly string[]): string[] {
  return lines.map((line) => (line === "" ? "" : `  ${line}`));
}

/** `head { … }` with a line for each item. */
export function block(head: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [`${head} { }`] : [`${head} {`, ...indented(lines), "}"];
}

/** Lines below their `///` documentation. */
export function documented(documentation: string | undefined, lines: readonly string[]): string[] {
  const above =
    documentation === undefined ? [] : documentation.split("\n").map((line) => (line === "" ? "///" : `/// ${line}`));
  return [...above, ...lines];
}
