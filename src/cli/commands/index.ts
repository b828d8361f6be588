import type { RegisterCommand } from "../command.js";
import { registerCheck } from "./check.js";
import { registerExplain } from "./explain.js";
import { registerInit } from "./init.js";
import { registerLsp } from "./lsp.js";

/** Every command, in the order of `rewardc --help`. */
export const commands: readonly RegisterCommand[] = [registerInit, registerCheck, registerExplain, registerLsp];
