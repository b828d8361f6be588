import { describe, expect, it } from "vitest";
import { body, findings, names, only, spec, typeOf } from "./checked.js";

describe("element types", () => {
  it("keeps whole numbers whole, but divides ints as reals", () => {
    expect(typeOf("1 + 2 * 3 - 4 % 3")).toBe("int");
    expect(typeOf("1 / 2")).toBe("float");
    expect(typeOf("2 ^ 3")).toBe("float");
    expect(typeOf("1 + 0.5")).toBe("float");
  });

  it("counts booleans as numbers where numbers are expected", () => {
    expect(typeOf("2 * coffee + 1", "signal coffee: bool")).toBe("int");
    expect(spec("signal coffee: bool\nterm t = coffee").terms[0]?.body.type.element).toBe("bool");
  });

  it("never takes a number for a condition, in any of its places", () => {
    const signals = "signal n: int\nsignal b: bool\n";
    for (const use of [
      "if n then 1 else 0",
      "if not n then 1 else 0",
      "if n and b then 1 else 0",
      "if b implies n then 1 else 0",
      "held(b) + (mean(n) over past where n)",
    ]) {
      expect(names(`${signals}term t = ${use}`), use).toContain("not-boolean");
    }
    expect(names(`${signals}term t when n = b`)).toEqual(["not-boolean"]);
    expect(names(`${signals}term t = b\nterminate when n`)).toEqual(["not-boolean"]);
  });

  it("says what is compared that cannot be", () => {
    const signals = "signal k: enum { A, B }\nsignal l: enum { B, A }\nsignal n: int\n";
    expect(findings(`${signals}term t = (k == n) + (l == B)`)).toEqual([
      "RWD3003 cannot compare `enum { A, B }` with `int`",
    ]);
    expect(names(`${signals}term t = n + (k == l)`)).toEqual(["different-enums"]);
    expect(names(`${signals}term t = n + (l == A) + (k < B)`)).toEqual(["incomparable"]);
  });

  it("gives both sides of a choice one type", () => {
    expect(typeOf("if true then 1 else 0.5")).toBe("float");
    expect(typeOf("if true then k else B", "signal k: enum { A, B }")).toBe("enum { A, B }");
    expect(names("signal k: enum { A, B }\nterm t = (if true then k else 1) == A")).toEqual(["type-mismatch"]);
  });
});

describe("members of enums", () => {
  const kind = "signal kind: enum { Math, Code }\n";

  it("are seen beside a value of the enum, on either side", () => {
    for (const condition of [
      "kind == Math",
      "Math == kind",
      "kind != Code",
      "prev(kind, init: Math) == Math",
      "(if kind == Math then Code else Math) == kind",
    ]) {
      expect(names(`${kind}term t = if ${condition} then 1 else 0`), condition).toEqual([]);
    }
  });

  it("win over a declared name where the enum is expected", () => {
    const { terms } = spec(`${kind}signal Math: bool\nterm t = (kind == Math) + Math`);
    expect(JSON.stringify(terms[0]?.body)).toContain('"members":["Math","Code"],"shape":[]},"rate":"const"');
  });

  it("are suggested where one is misspelt", () => {
    const diagnostic = only(`${kind}term t = if kind == Mathh then 1 else 0`);
    expect(diagnostic.name).toBe("unknown-member");
    expect(diagnostic.fixes[0]?.edits[0]?.text).toBe("Math");
  });
});

describe("shapes", () => {
  const arrays =
    "axis foot = { FL, FR, RL, RR }\nsignal force: float[foot, 3]\nsignal load: float[foot]\nsignal turned: float[3, foot]\nsignal v: vec3\nsignal m: float[2, 3]\n";

  it("align from the right", () => {
    expect(typeOf("m + v", arrays)).toBe("float[2, 3]");
    expect(typeOf("m * 2", arrays)).toBe("float[2, 3]");
    expect(names(`${arrays}term t = sum(m + [1, 2])`)).toContain("shape-mismatch");
  });

  it("align by name wherever the axis stands", () => {
    expect(typeOf("force * load", arrays)).toBe("float[foot, 3]");
    expect(typeOf("load * force", arrays)).toBe("float[foot, 3]");
    expect(typeOf("force + turned", arrays)).toBe("float[foot, 3]");
    const product = body("force * load", arrays);
    expect(product.kind === "binary" && product.right).toMatchObject({ kind: "permute", axes: [0, -1] });
    const sum = body("force + turned", arrays);
    expect(sum.kind === "binary" && sum.right).toMatchObject({ kind: "permute", axes: [1, 0] });
  });

  it("do not let axes of different names meet", () => {
    expect(
      names("axis a = { X, Y }\naxis b = { Z, W }\nsignal p: float[a]\nsignal q: float[b]\nterm t = sum(p + q)"),
    ).toEqual(["shape-mismatch"]);
  });

  it("let a single condition choose whole arrays", () => {
    expect(typeOf("if first_step then v else [1, 2, 3]", arrays)).toBe("float[3]");
  });

  it("index from the first axis, by number, member, slice and value", () => {
    expect(typeOf("m[1]", arrays)).toBe("float[3]");
    expect(typeOf("m[:, 0:2]", arrays)).toBe("float[2, 2]");
    expect(typeOf("force[FL]", arrays)).toBe("float[3]");
    expect(typeOf("force[FL, 2]", arrays)).toBe("float");
    expect(typeOf("v[i]", `${arrays}signal i: int in [0, 2]`)).toBe("float");
    expect(names(`${arrays}term t = v[3]`)).toContain("index-out-of-range");
    expect(names(`${arrays}term t = sum(v[2:1])`)).toContain("index-out-of-range");
    expect(names(`${arrays}signal i: int in [3, 5]\nterm t = v[i]`)).toContain("index-out-of-range");
    expect(names(`${arrays}term t = force[FX, 0]`)).toContain("unknown-member");
  });

  it("take components by letter, in the order of a quaternion", () => {
    expect(typeOf("v.xy", arrays)).toBe("float[2]");
    expect(typeOf("force.z", arrays)).toBe("float[foot]");
    expect(body("q.w", "signal q: quat wxyz")).toMatchObject({ items: [{ kind: "point", index: 0 }] });
    expect(body("q.w", "signal q: quat xyzw")).toMatchObject({ items: [{ kind: "point", index: 3 }] });
  });

  it("vec3[foot] is float[foot, 3]", () => {
    expect(typeOf("x", `${arrays}signal x: vec3[foot]`)).toBe("float[foot, 3]");
  });
});

describe("units", () => {
  const units =
    "signal v: float unit m/s\nsignal d: float unit m\nsignal w: float unit rad/s\nsignal a: float in [0, 180] unit deg\nsignal plain: float\n";

  it("must agree in sums and comparisons, and multiply in products", () => {
    expect(names(`${units}term t = v + d`)).toContain("unit-mismatch");
    expect(names(`${units}term t = v < d`)).toContain("unit-mismatch");
    expect(body("v * 2 s + d", units).type.unit).toEqual({ m: 1, s: 0, rad: 0, kg: 0 });
    expect(body("d / v", units).type.unit).toEqual({ m: 0, s: 1, rad: 0, kg: 0 });
    expect(body("v ^ 2", units).type.unit).toEqual({ m: 2, s: -2, rad: 0, kg: 0 });
    expect(body("3 N", units).type.unit).toEqual({ m: 1, s: -2, rad: 0, kg: 1 });
  });

  it("are not asked of a value without one", () => {
    expect(body("v + plain", units).type.unit).toEqual({ m: 1, s: -1, rad: 0, kg: 0 });
    expect(body("v + 1", units).type.unit).toEqual({ m: 1, s: -1, rad: 0, kg: 0 });
  });

  it("let radians vanish, as in v = w r", () => {
    expect(names(`${units}term t = v + w * d + a + plain`)).toContain("unit-mismatch");
    expect(names(`${units}term t = v + w * d + plain`)).not.toContain("unit-mismatch");
  });

  it("convert literals and signals in degrees to radians", () => {
    expect(body("30 deg")).toMatchObject({ kind: "constant", value: [Math.PI / 6] });
    const read = body("a", units);
    expect(read.type.range?.[1]).toBeCloseTo(Math.PI);
    expect(spec(`${units}term t = a`).signals.find(({ name }) => name === "a")?.type.range).toEqual([0, 180]);
  });
});

describe("declarations of values", () => {
  it("read defaults in the declared unit", () => {
    const { signals, params } = spec(
      "signal a: float in [0, 180] unit deg = 90\nparam b: float unit deg = 3.141592653589793 rad\nterm t = a + b",
    );
    expect(signals[0]?.default).toEqual([90]);
    expect(params[0]?.value[0]).toBeCloseTo(180);
  });

  it("fill arrays with one value", () => {
    expect(spec("signal a: float[2, 2] = 0.5\nterm t = sum(a)").signals[0]?.default).toEqual([0.5, 0.5, 0.5, 0.5]);
  });

  it("reject values of another type, shape or range", () => {
    expect(names("signal a: int = 0.5\nterm t = a")).toEqual(["type-mismatch"]);
    expect(names("signal a: float[2] = [1, 2, 3]\nterm t = sum(a)")).toEqual(["type-mismatch"]);
    expect(names("signal a: bool = 1\nterm t = a")).toEqual(["type-mismatch"]);
    expect(names("signal a: float in [0, 1] = 2\nterm t = a")).toEqual(["value-out-of-range"]);
    expect(names("signal a: float = speed\nsignal speed: float\nterm t = a")).toEqual(["not-constant"]);
    expect(names("signal a: float = a\nterm t = a")).toEqual(["cyclic-definition"]);
  });

  it("compute constants as the compiled spec would", () => {
    expect(
      spec("let n = 2\nsignal a: float[n + 1]\nparam b: float = sqrt(2) / 2\nterm t = sum(a) * b").params[0]?.value[0],
    ).toBeCloseTo(Math.SQRT1_2);
    expect(spec("let n = max(1, 3)\nsignal a: float[n]\nterm t = sum(a)").signals[0]?.type.shape).toEqual([
      { size: 3 },
    ]);
  });
});

describe("ranges", () => {
  it("follow arithmetic", () => {
    const signals = "signal x: float in [-1, 2]\nsignal b: bool";
    expect(body("x ^ 2 + 1", signals).type.range).toEqual([1, 5]);
    expect(body("-x", signals).type.range).toEqual([-2, 1]);
    expect(body("2 * b - x", signals).type.range).toEqual([-2, 3]);
    expect(body("1 / x", signals).type.range).toBeUndefined();
    expect(body("if b then x else 5", signals).type.range).toEqual([-1, 5]);
  });
});
