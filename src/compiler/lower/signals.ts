import { dtypeOf, sizesOf } from "../builtins/typing/types.js";
import { lengthsOf } from "../check/type/ragged.js";
import type { TypedParamDeclaration, TypedSignalDeclaration } from "../check/typed.js";
import type { ParamInput, SignalInput } from "../ir/program.js";

/**
 * A signal as an input, and behind an external one whether it is there. `needsReset` is filled in when the graph stands: only what a
 * slot's first value really reads is asked of a reset.
 */
export function signalInputs(signal: TypedSignalDeclaration): readonly SignalInput[] {
  const { name, missing } = signal;
  if (missing === undefined) return [signalInput(signal)];
  const presence = presenceName(name);
  return [
    { ...signalInput(signal), missing, presence },
    { name: presence, role: "signal", dtype: "bool", shape: [], ...perOf(signal), presenceOf: name, needsReset: false },
  ];
}

/** The input that says whether an external signal is there: no declared name has a dot. */
export function presenceName(signal: string): string {
  return `${signal}.present`;
}

function perOf({ per }: Pick<TypedSignalDeclaration, "per">): Pick<SignalInput, "per"> {
  return per === undefined ? {} : { per: { rate: per.rate, atStart: per.atStart } };
}

function signalInput({ name, role, type, ...signal }: TypedSignalDeclaration): SignalInput {
  const lengths = lengthsOf(type);
  return {
    name,
    role,
    dtype: dtypeOf(type),
    shape: sizesOf(type),
    ...(type.members === undefined ? {} : { members: type.members }),
    ...(type.range === undefined ? {} : { range: type.range }),
    ...(lengths.length === 0 ? {} : { lengths }),
    ...(signal.default === undefined ? {} : { default: signal.default }),
    ...perOf(signal),
    ...(signal.documentation === undefined ? {} : { documentation: signal.documentation }),
    needsReset: false,
  };
}

export function paramInput(param: TypedParamDeclaration): ParamInput {
  const { name, type, value } = param;
  return {
    name,
    dtype: dtypeOf(type),
    shape: sizesOf(type),
    value,
    ...(type.range === undefined ? {} : { range: type.range }),
    ...(param.documentation === undefined ? {} : { documentation: param.documentation }),
  };
}
