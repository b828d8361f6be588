import type { RegisterCommand } from "../command.js";
import { registerAnalyze } from "./analyze.js";
import { registerAutomaton } from "./automaton.js";
import { registerCheck } from "./check.js";
import { registerCompile } from "./compile.js";
import { registerDoctor } from "./doctor.js";
import { registerEval } from "./eval.js";
import { registerExplain } from "./explain.js";
import { registerExplainRate } from "./explain-rate.js";
import { registerInit } from "./init.js";
import { registerLsp } from "./lsp.js";
import { registerMachine } from "./machine.js";
import { registerTest } from "./test.js";
import { registerTrain } from "./train.js";

/** Every command, in the order of `rewardc --help`. */
export const commands: readonly RegisterCommand[] = [
  registerInit,
  registerCheck,
  registerCompile,
  registerTest,
  registerEval,
  registerAnalyze,
  registerAutomaton,
  registerMachine,
  registerTrain,
  registerDoctor,
  registerExplain,
  registerExplainRate,
  registerLsp,
];
