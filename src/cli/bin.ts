import { setFlagsFromString } from "node:v8";
import { main, processShell } from "./main.js";

// Most commands end before what V8 makes of functions that were called a few hundred times has paid for itself: they have to run three times as long. Commands that run for long notice nothing.
setFlagsFromString("--interrupt-budget=400000");

// A reader that closes the pipe early (`rewardc … | head`) ends the program quietly.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});
await main(process.argv.slice(2), processShell());
// The WebGPU backend keeps a process alive as long as `navigator.gpu` holds Dawn.
Reflect.deleteProperty(globalThis, "navigator");
