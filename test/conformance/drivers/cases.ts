import { compile, nodeHost } from "../../../src/compiler/index.js";
import { everyOperation } from "../every-operation.js";
import { door } from "../handmade.js";
import { specVariants } from "../spec-variants.js";
import type { DriverCase, Kernels } from "./run-case.js";

/**
 * What drivers are held to: every operation, the handmade program, every spec in every variant. `only`: those whose title has this text. Software drivers are slow: specs have fewer rows with
 * operations of tfjs, which are many dispatches, than with shaders, which have the derivatives of the suite's specs as well.
 */
export function driverCases(only: string, kernels: Kernels): readonly DriverCase[] {
  const host = nodeHost();
  const isShader = kernels !== "tfjs";
  const handmade: readonly DriverCase[] = [
    { title: "every operation", program: everyOperation(), environments: 64, rows: 12 },
    { title: "a handmade door", program: door(), environments: 24, rows: 30 },
  ];
  const wanted = ({ title }: { readonly title: string }): boolean => title.includes(only);
  const specs = specVariants.filter(wanted).map(({ file, variant, title }): DriverCase => {
    const { program } = compile(file, host, {
      robustness: true,
      gradients: isShader && file.startsWith("test/conformance"),
      ...(variant === undefined ? {} : { variant }),
    });
    if (program === undefined) throw new Error(`${title} does not compile`);
    return { title, program, environments: 4, rows: isShader ? 12 : 6 };
  });
  return [...handmade.filter(wanted), ...specs];
}
