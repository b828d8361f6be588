import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { check, nodeHost } from "../../src/compiler/index.js";

/** Every spec of the repository, and specs written for this suite: each construct of the language stands in one of them. */
const files = ["specs", "test/conformance/specs"]
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => join(folder, file)))
  .filter((file) => file.endsWith(".reward") && !/^\s*(\/\/.*\n\s*)*library\s/.test(readFileSync(file, "utf8")))
  .sort();
const host = nodeHost();

/** Each of them, variant by variant. */
export const specVariants = files.flatMap((file) => {
  const variants = check(file, host).spec?.variants ?? [];
  return [undefined, ...variants].map((variant) => ({
    file,
    variant,
    title: variant === undefined ? file : `${file} with variant ${variant}`,
  }));
});
