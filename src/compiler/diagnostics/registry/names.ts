import { entries } from "./entry.js";

/** RWD2xxx: names, imports, files. */
export const names = entries({
  "unknown-name": { code: "RWD2001", severity: "error", message: "unknown name `{name}`" },
  "unknown-function": { code: "RWD2002", severity: "error", message: "unknown function `{name}`" },
  "unknown-field": { code: "RWD2003", severity: "error", message: "{object} has no `{field}`" },
  "duplicate-name": { code: "RWD2004", severity: "error", message: "`{name}` is declared twice" },
  "read-only-name": { code: "RWD2005", severity: "error", message: "`{name}` is always there and cannot be declared" },
  "unknown-import": { code: "RWD2006", severity: "error", message: "`{file}` declares no `{name}`" },
  "unreadable-file": { code: "RWD2007", severity: "error", message: "cannot read `{file}`: {reason}" },
  "import-cycle": { code: "RWD2008", severity: "error", message: "files import each other: {path}" },
  "duplicate-import": { code: "RWD2009", severity: "warning", message: "`{name}` is imported twice from `{file}`" },
  "unused-import": { code: "RWD2010", severity: "warning", message: "`{name}` is imported and never used" },
  "not-a-value": { code: "RWD2011", severity: "error", message: "`{name}` is {what}, not a value" },
  "not-a-function": { code: "RWD2012", severity: "error", message: "`{name}` is {what}, not a function" },
  "unknown-type": { code: "RWD2013", severity: "error", message: "unknown type `{name}`" },
  "unknown-variant": { code: "RWD2014", severity: "error", message: "`{spec}` has no variant `{name}`" },
  "unknown-member": { code: "RWD2015", severity: "error", message: "`{name}` is no member of {type}" },
  "unknown-state": { code: "RWD2016", severity: "error", message: "machine `{machine}` has no state `{state}`" },
  "recursive-function": { code: "RWD2017", severity: "error", message: "function `{name}` calls itself: {path}" },
  "cyclic-definition": { code: "RWD2018", severity: "error", message: "`{name}` is defined by itself: {path}" },
  "wrong-base": { code: "RWD2019", severity: "error", message: "`{name}` is {what}, which cannot be extended" },
  "unknown-set-target": { code: "RWD2020", severity: "error", message: "`{path}` cannot be set: {reason}" },
  "shadowed-name": { code: "RWD2021", severity: "warning", message: "`{name}` hides {what} of the same name" },
  "unknown-scope": {
    code: "RWD2023",
    severity: "error",
    message: "`{name}` is no scope: `past`, `episode`, `group`, `batch` and declared segments are",
  },
  "misplaced-declaration": { code: "RWD2022", severity: "error", message: "{what} cannot stand in {where}" },
});
