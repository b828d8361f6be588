import { main, processShell } from "./main.js";

// A reader that closes the pipe early (`rewardc … | head`) ends the program quietly.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});
await main(process.argv.slice(2), processShell());
// The WebGPU backend keeps a process alive as long as `navigator.gpu` holds Dawn.
Reflect.deleteProperty(globalThis, "navigator");
