import { setFlagsFromString } from "node:v8";

/**
 * For commands that end within seconds: functions have to run three times as long before V8 optimises them (its own default is 132 KiB of bytecode). What it makes of those that were called a few
 * hundred times is not paid back before the end. Training, which goes on, would lose by it.
 */
export function optimiseLate(): void {
  setFlagsFromString("--interrupt-budget=400000");
}
