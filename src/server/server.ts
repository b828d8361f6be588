import {
  CodeActionKind,
  TextDocuments,
  TextDocumentSyncKind,
  type Connection,
  type InitializeResult,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { CompilerHost } from "../compiler/source/host.js";
import { OverlayHost } from "./overlay-host.js";
import { codeActions } from "./providers/code-actions.js";
import { DiagnosticsPublisher } from "./providers/diagnostics.js";
import { pathOf } from "./uri.js";

/**
 * The language server. Open documents overlay the host's files, so that what `check` would say of the saved text is what the
 * editor shows of the text being typed:
 *
 *   didOpen · didChange → overlay → (debounce) check every open document → publish per file, empty lists where nothing is left
 */
export function startServer(connection: Connection, disk: CompilerHost): void {
  const documents = new TextDocuments(TextDocument);
  const host = new OverlayHost(disk, (path) =>
    documents
      .all()
      .find((document) => pathOf(document.uri) === path)
      ?.getText(),
  );
  const publisher = new DiagnosticsPublisher(connection, host, () => documents.all());
  connection.onInitialize((): InitializeResult => ({
    serverInfo: { name: "rewardc" },
    capabilities: {
      textDocumentSync: TextDocumentSyncKind.Incremental,
      codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
    },
  }));
  documents.onDidChangeContent(() => publisher.schedule());
  documents.onDidClose(() => publisher.schedule());
  connection.onDidChangeWatchedFiles(() => publisher.schedule());
  connection.onCodeAction(({ textDocument, range }) => codeActions(publisher.latest, textDocument.uri, range));
  documents.listen(connection);
  connection.listen();
}
