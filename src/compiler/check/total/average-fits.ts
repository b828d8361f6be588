import { report } from "../../diagnostics/report.js";
import type { Entry } from "../../resolve/index.js";
import { evaluate } from "../constant.js";
import type { Context } from "../context.js";
import { scopeOf } from "../scope.js";
import type { TypedSpec } from "../typed.js";

type Beside = Pick<TypedSpec, "terms" | "shapes" | "discount" | "stepDiscount" | "onlineTotal" | "finish">;

/** What a spec whose average reward counts cannot say beside it: discounts, what is known later than its step; and shaping, which it should not. */
export function checkAverageFits(spec: Beside, entries: readonly Entry[], context: Context): void {
  checkDiscounts(spec, entries, context);
  checkLate(spec, entries, context);
  for (const { declaration, home } of entries)
    if (declaration.kind === "shape" && spec.shapes.length > 0)
      context.report(
        scopeOf(home),
        report(
          "average-shaped",
          declaration.span,
          {},
          {
            label: "an episode from s to s′ gains Φ(s′) − Φ(s)",
            notes: [
              "over an episode of T steps the average moves by (Φ(s′) − Φ(s)) / T, Φ(s′) being 0 on termination: policies whose episodes end sooner gain or lose it more often",
            ],
            help: "take a potential that is 0 wherever episodes begin and end, or leave it out",
          },
        ),
      );
}

function checkDiscounts({ discount, stepDiscount }: Beside, entries: readonly Entry[], context: Context): void {
  const declared = entries.find(({ declaration }) => declaration.kind === "discount");
  if (declared?.declaration.kind === "discount" && discount !== undefined && discount.kind !== "error") {
    const { value } = declared.declaration;
    if (evaluate(discount)?.[0] !== 1)
      context.report(
        scopeOf(declared.home),
        report(
          "average-discount",
          value.span,
          { what: "this discount is not 1" },
          {
            help: "the objective is the limit of the mean of rewards: no step counts less than another",
            fixes: [{ title: "discount nothing", edits: [{ span: value.span, text: "1" }], applicability: "maybe" }],
          },
        ),
      );
  }
  if (stepDiscount !== undefined)
    context.report(
      scopeOf(context.unit.modules.main),
      report("average-discount", stepDiscount.span, { what: "this scheme sets the discount of its steps" }),
    );
}

function checkLate({ terms, onlineTotal, finish }: Beside, entries: readonly Entry[], context: Context): void {
  const diagnose = (home: Entry["home"], span: Entry["declaration"]["span"], what: string): void => {
    const help = "keep the total to what is known in its step, and this to a spec of its own";
    context.report(scopeOf(home), report("average-late", span, { what }, { help }));
  };
  const late = terms.filter(({ paid }) => paid === "late");
  for (const { name, span } of late) diagnose(context.unit.modules.main, span, `\`${name}\` is known`);
  const total = entries.find(({ declaration }) => declaration.kind === "total");
  if (late.length === 0 && onlineTotal !== undefined && total !== undefined)
    diagnose(total.home, total.declaration.span, "this total is known");
  if (finish === undefined) return;
  for (const { declaration, home } of entries)
    if (declaration.kind === "advantage" || declaration.kind === "report")
      diagnose(home, declaration.span, `\`${declaration.kind}\` is computed`);
    else if (declaration.kind === "keep" || declaration.kind === "mask")
      diagnose(home, declaration.span, `\`${declaration.kind}\` is decided`);
}
