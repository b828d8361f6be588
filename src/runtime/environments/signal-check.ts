import type { SignalDescriptor, SpecDescriptor } from "../kernel/descriptor.js";
import type { ActionSpace, EnvironmentMetadata, SuppliedSignal } from "./environment.js";

/** A reward spec and an environment do not fit together. `problems` has one line for each signal. */
export class SignalMismatch extends Error {
  override readonly name = "SignalMismatch";
  constructor(
    message: string,
    readonly problems: readonly string[],
  ) {
    super(message);
  }
}

/**
 * Checks at start-up that an environment supplies every signal and action that a spec reads, with the right type and shape.
 * Throws a `SignalMismatch` that names all that is missing or different, and what the environment has.
 */
export function requireSignals(descriptor: SpecDescriptor, metadata: EnvironmentMetadata): void {
  const problems = descriptor.signals.flatMap((wanted) => {
    const problem =
      wanted.role === "action" ? actionProblem(wanted, metadata.actions) : signalProblem(wanted, metadata.signals);
    return problem === undefined ? [] : [problem];
  });
  const actions = descriptor.signals.filter((wanted) => wanted.role === "action");
  if (actions.length > 1)
    problems.push(
      `the spec declares ${String(actions.length)} actions (${actions.map((each) => each.name).join(", ")}), an environment has one`,
    );
  if (problems.length === 0) return;
  const supplied = metadata.signals.map((each) => `${each.name}: ${typeText(each)}`).join(", ");
  throw new SignalMismatch(
    [
      `reward \`${descriptor.name}\` does not fit environment \`${metadata.name}\``,
      ...problems.map((problem) => `  - ${problem}`),
      `  the environment supplies ${supplied}; action ${actionText(metadata.actions)}`,
    ].join("\n"),
    problems,
  );
}

function signalProblem(wanted: SignalDescriptor, supplied: readonly SuppliedSignal[]): string | undefined {
  const found = supplied.find((each) => each.name === wanted.name);
  // Where an environment does not say when an external signal is missing, it is always there.
  if (found === undefined && wanted.presenceOf !== undefined) return undefined;
  if (found === undefined) return `signal \`${wanted.name}\` (${typeText(wanted)}) is not supplied`;
  const sameShape =
    found.shape.length === wanted.shape.length && found.shape.every((extent, axis) => extent === wanted.shape[axis]);
  if (found.dtype === wanted.dtype && sameShape && sameMembers(found.members, wanted.members)) return undefined;
  return `signal \`${wanted.name}\` is ${typeText(wanted)} in the spec, ${typeText(found)} in the environment`;
}

/** A spec may read an enum as a plain int, and nothing else may differ. */
function sameMembers(supplied: readonly string[] | undefined, wanted: readonly string[] | undefined): boolean {
  if (wanted === undefined) return true;
  return (
    supplied !== undefined &&
    supplied.length === wanted.length &&
    supplied.every((member, index) => member === wanted[index])
  );
}

function actionProblem(wanted: SignalDescriptor, space: ActionSpace): string | undefined {
  const [extent] = wanted.shape;
  const fits =
    space.kind === "discrete"
      ? wanted.dtype === "int" && wanted.shape.length === 0 && sameMembers(space.names, wanted.members)
      : wanted.dtype === "float" &&
        ((wanted.shape.length === 1 && extent === space.low.length) ||
          (wanted.shape.length === 0 && space.low.length === 1));
  return fits
    ? undefined
    : `action \`${wanted.name}\` is ${typeText(wanted)} in the spec, ${actionText(space)} in the environment`;
}

function typeText(signal: Pick<SuppliedSignal, "dtype" | "shape" | "members">): string {
  const element = signal.members === undefined ? signal.dtype : `enum { ${signal.members.join(", ")} }`;
  return signal.shape.length === 0 ? element : `${element}[${signal.shape.join(", ")}]`;
}

function actionText(space: ActionSpace): string {
  return space.kind === "discrete"
    ? `enum { ${space.names.join(", ")} } (or int)`
    : `float[${String(space.low.length)}]`;
}
