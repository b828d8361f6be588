import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { nodeHost } from "../compiler/source/node-host.js";
import { startServer } from "./server.js";

/** Serves one editor on standard input and output until it disconnects. */
export function serveStdio(): void {
  startServer(createConnection(ProposedFeatures.all, process.stdin, process.stdout), nodeHost());
}
