import { dtypeOf, sizesOf } from "../../builtins/typing/types.js";
import { report } from "../../diagnostics/report.js";
import type { RecordedEpisodeLine } from "../../recording/line.js";
import { readRecording } from "../../recording/read.js";
import type { RecordedSignal } from "../../recording/signal.js";
import { reasonOf } from "../../resolve/load.js";
import { SourceFile } from "../../source/source-file.js";
import type { TestItem } from "../../syntax/ast/index.js";
import type { CheckedSignal } from "../declaration/signal.js";
import { lengthsOf } from "../type/ragged.js";
import type { Elaboration } from "../elaboration.js";
import type { Scope } from "../scope.js";

/** The lines of `trace "episode.csv"`, found beside the spec: one episode. `undefined` after a mistake, which is reported in the recording where it stands there. */
export function recordedEpisode(
  { path }: Extract<TestItem, { readonly kind: "trace" }>,
  scope: Scope,
  context: Elaboration,
): readonly RecordedEpisodeLine[] | undefined {
  const { host, source } = context.imports;
  const file = host.resolve(scope.home.path, path.value);
  const result = host.read(file);
  if ("failure" in result) {
    const reason = reasonOf(result.failure.reason);
    context.report(scope, report("unreadable-file", path.span, { file: path.value, reason }));
    return undefined;
  }
  const recording = new SourceFile(file, result.text);
  source(recording);
  let faults = 0;
  const lines = readRecording(recording, context.signals.map(recordedSignal), (diagnostic) => {
    if (diagnostic.severity === "error") faults++;
    context.report(scope, diagnostic);
  });
  if (faults > 0) return undefined;
  const ofEpisodes = lines.filter((line) => line.kind !== "group");
  const reason = ofEpisodes.length < lines.length ? "it has a line of a group" : notOneEpisode(ofEpisodes);
  if (reason === undefined) return ofEpisodes;
  context.report(scope, report("test-order", path.span, { what: `the recording \`${path.value}\``, reason }));
  return undefined;
}

function notOneEpisode(lines: readonly RecordedEpisodeLine[]): string | undefined {
  const episodes = new Set(lines.map(({ episode }) => episode)).size;
  if (episodes > 1) return `it has ${episodes} episodes, and a \`trace\` is one`;
  if (!lines.some(({ kind }) => kind === "step")) return "it has no steps";
  const later = lines.findIndex(({ kind }, index) => kind === "reset" && index > 0);
  return later < 0 ? undefined : "it has a reset after its first line, and a `trace` is one episode";
}

function recordedSignal({ declaration, declared }: CheckedSignal): RecordedSignal {
  const { members, shape } = declared.type;
  return {
    name: declaration.name,
    dtype: dtypeOf(declared.type),
    shape: sizesOf(declared.type),
    ...(declaration.missing === undefined ? {} : { missing: declaration.missing }),
    lengths: lengthsOf(declared.type),
    ...(members === undefined ? {} : { members }),
    places: shape.map((axis) => axis.members),
    ...(declaration.per === undefined ? {} : { per: declaration.per }),
  };
}
