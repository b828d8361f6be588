import type { Program } from "../../../ir/program.js";
import { causesOf } from "../../describe.js";
import type { ValueId } from "../loop-program.js";
import type { NodeElements } from "./node-elements.js";
import { column } from "./outputs.js";

/** All causes that hold, and the first of them: in file order with the environment last, terminating ones before truncating ones. */
export function storeCauses(program: Program, nodes: NodeElements, stepped: ValueId): void {
  const { loop } = nodes;
  const names = causesOf(program);
  const ordered = (["terminated", "truncated"] as const).flatMap((kind) => [
    ...program.endings
      .filter((ending) => ending.kind === kind)
      .map(({ cause, condition }) => ({ name: cause, holds: nodes.scalar(condition) })),
    { name: "environment", holds: loop.load(column("flag", "bool", kind)) },
  ]);
  names.forEach((name, element) => {
    const any = ordered
      .filter((ending) => ending.name === name)
      .reduce((held, { holds }) => loop.binary("or", held, holds), loop.constant(0, "bool"));
    loop.store(column("causes", "bool", "", element), loop.binary("and", stepped, any));
  });
  const none = loop.constant(-1, "int");
  const first = ordered.reduceRight(
    (rest, { name, holds }) => loop.select(holds, loop.constant(names.indexOf(name), "int"), rest),
    none,
  );
  loop.store(column("cause", "int"), loop.select(stepped, first, none));
}
