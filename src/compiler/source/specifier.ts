/** The parent folder of a path with `/`; empty for a bare file name. */
function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "" : path.slice(0, slash + 1);
}

/** `from`'s folder joined with a relative specifier, `.` and `..` removed; a specifier without extension names a `.reward` file. */
export function resolveRelative(from: string, specifier: string): string {
  const joined = specifier.startsWith("/") ? specifier : folderOf(from) + specifier;
  const parts: string[] = [];
  for (const part of joined.split("/")) {
    const parent = parts.at(-1);
    if (part === "." || (part === "" && parts.length > 0)) continue;
    if (part === ".." && parent !== undefined && parent !== ".." && parent !== "") parts.pop();
    else parts.push(part);
  }
  return withExtension(parts.join("/"));
}

/** The name of a file of the standard library: `std/robotics` is `robotics.reward`. */
export function standardName(specifier: string): string | undefined {
  return specifier.startsWith("std/") ? withExtension(specifier.slice("std/".length)) : undefined;
}

function withExtension(path: string): string {
  return /\.[^./]+$/.test(path) ? path : `${path}.reward`;
}
