import type { Span } from "../../source/span.js";
import { timingOfSignal } from "../declaration/signal-timing.js";
import { atParam, atStep } from "../make.js";
import type { TypedExpression, TypedSpec } from "../typed.js";

export type SubjectKind = "total" | "advantage" | "report" | "term" | "let" | "signal" | "param";

/** A named value that has a rate. */
export interface Subject {
  readonly name: string;
  readonly kind: SubjectKind;
  readonly span: Span;
  readonly value: TypedExpression;
}

/** Every value of the spec that can be asked for by its name; where a library has one that is called the same, the spec's own comes first. */
export function subjectsOf(spec: TypedSpec): readonly Subject[] {
  const { total, finish, terms, lets, signals, params } = spec;
  const all: readonly Subject[] = [
    { name: "total", kind: "total", span: total.span, value: total },
    ...(finish?.advantage === undefined
      ? []
      : [{ name: "advantage", kind: "advantage", span: finish.advantage.span, value: finish.advantage } as const]),
    ...(finish?.reports ?? []).map(({ name, span, value }) => ({ name, kind: "report", span, value }) as const),
    ...terms.map(({ name, span, body }): Subject => {
      const value = { kind: "term", ...atStep, type: body.type, span, term: name, part: "contribution" } as const;
      return { name, kind: "term", span, value };
    }),
    ...lets.map(({ name, span, value }) => ({ name, kind: "let", span, value }) as const),
    ...signals.map((signal): Subject => {
      const { name, type, per, missing, span } = signal;
      const read = { kind: "signal", type, ...timingOfSignal(per), span, name } as const;
      return { name, kind: "signal", span, value: missing === undefined ? read : { ...read, missing } };
    }),
    ...params.map(({ name, type, span }): Subject => {
      return { name, kind: "param", span, value: { kind: "param", type, ...atParam, span, name } };
    }),
  ];
  const { file } = spec.span;
  return [...all.filter(({ span }) => span.file === file), ...all.filter(({ span }) => span.file !== file)];
}
