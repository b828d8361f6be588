import { describe, expect, it } from "vitest";
import type { ValueType } from "../../../src/compiler/check/typed.js";
import { call, signal } from "../lower/typed-spec.js";
import { over } from "../lower/watch.js";
import { findings, matrix, valueOf } from "./values.js";

const half = Math.SQRT1_2;

describe("norms", () => {
  it("measure along the last axis", () => {
    const rows = call("norm", { x: signal("x", matrix(2, 2)) });
    expect(over(rows, [{ x: [3, 4, 6, 8] }])).toEqual([[5, 10]]);
  });
  it("know the usual orders", () => {
    expect(valueOf("norm", { x: [3, -4] })).toEqual([5]);
    expect(valueOf("norm", { x: [3, -4] }, { ord: 1 })).toEqual([7]);
    expect(valueOf("norm", { x: [3, -4] }, { ord: Infinity })).toEqual([4]);
    expect(valueOf("norm", { x: [3, -4] }, { ord: 3 })[0]).toBeCloseTo(91 ** (1 / 3), 12);
    expect(valueOf("norm", { x: [0, 0] }, { ord: 3 })).toEqual([0]);
  });
  it("keep NaN", () => {
    expect(valueOf("norm", { x: [NaN, 0] })).toEqual([NaN]);
    expect(valueOf("norm", { x: [NaN, 0] }, { ord: 3 })).toEqual([NaN]);
  });
  it("refuse orders below 1", () => {
    expect(findings("norm", { x: matrix(2, 2) }, { ord: 0 })).toEqual([
      "`ord` of `norm` must be at least 1, found `0`",
    ]);
  });
  it("normalise, the zero vector staying zero", () => {
    expect(valueOf("normalize", { x: [3, 4] })).toEqual([0.6, 0.8]);
    expect(valueOf("normalize", { x: [0, 0] })).toEqual([0, 0]);
  });
});

describe("functions of two vectors", () => {
  it("have the values of the textbook", () => {
    expect(valueOf("dot", { a: [1, 2, 3], b: [4, 5, 6] })).toEqual([32]);
    expect(valueOf("distance", { a: [1, 1], b: [4, 5] })).toEqual([5]);
    expect(valueOf("cross", { a: [1, 2, 3], b: [4, 5, 6] })).toEqual([-3, 6, -3]);
    expect(valueOf("cosine", { a: [1, 0], b: [3, 4] })[0]).toBeCloseTo(0.6, 12);
    expect(valueOf("cosine", { a: [0, 0], b: [3, 4] })).toEqual([0]);
  });
  it("measure small and large angles exactly", () => {
    expect(valueOf("angle_between", { a: [1, 0], b: [0, 2] })[0]).toBeCloseTo(Math.PI / 2, 12);
    expect(valueOf("angle_between", { a: [1, 0], b: [-3, 0] })[0]).toBeCloseTo(Math.PI, 12);
    expect(valueOf("angle_between", { a: [1, 0, 0], b: [1, 1e-9, 0] })[0]).toBeCloseTo(1e-9, 18);
  });
  it("broadcast one vector against several", () => {
    const distances = call("distance", {
      a: signal("a", matrix(2, 2)),
      b: signal("b", { element: "float", shape: [{ size: 2 }] }),
    });
    expect(over(distances, [{ a: [3, 4, 0, 0], b: [0, 0] }])).toEqual([[5, 0]]);
  });
  it("refuse vectors that do not fit", () => {
    expect(
      findings("cross", {
        a: { element: "float", shape: [{ size: 2 }] },
        b: { element: "float", shape: [{ size: 3 }] },
      }),
    ).toEqual(["`cross` expects a vector of 3 for `a`, found `float[2]`"]);
  });
});

/** A quaternion in the order of its type, from its scalar and its vector part. */
const quaternion = (order: "wxyz" | "xyzw", w: number, ...v: readonly [number, number, number]): readonly number[] =>
  order === "wxyz" ? [w, ...v] : [...v, w];

describe.each(["wxyz", "xyzw"] as const)("quaternions in the order %s", (order) => {
  const type: ValueType = { element: "float", shape: [{ size: 4 }], quaternion: order };
  const vector: ValueType = { element: "float", shape: [{ size: 3 }] };
  const [q, a, b, v] = [signal("q", type), signal("a", type), signal("b", type), signal("v", vector)];
  const aboutZ = quaternion(order, half, 0, 0, half);
  const aboutX = quaternion(order, half, half, 0, 0);
  const close = (found: readonly number[] | undefined, wanted: readonly number[]): void =>
    wanted.forEach((value, index) => expect(found?.[index]).toBeCloseTo(value, 12));

  it("rotate vectors and rotate them back", () => {
    close(over(call("quat_rotate", { q, v }), [{ q: aboutZ, v: [1, 0, 0] }])[0], [0, 1, 0]);
    close(over(call("quat_rotate_inverse", { q, v }), [{ q: aboutZ, v: [0, 1, 0] }])[0], [1, 0, 0]);
  });
  it("multiply as rotations follow one another", () => {
    const product = over(call("quat_mul", { a, b }), [{ a: aboutZ, b: aboutX }])[0];
    close(product, quaternion(order, 0.5, 0.5, 0.5, 0.5));
    close(over(call("quat_rotate", { q, v }), [{ q: product ?? [], v: [0, 1, 0] }])[0], [0, 0, 1]);
  });
  it("are undone by their conjugate", () => {
    close(
      over(call("quat_mul", { a, b: call("quat_conj", { q: a }) }), [{ a: quaternion(order, 0.5, 0.5, 0.5, 0.5) }])[0],
      quaternion(order, 1, 0, 0, 0),
    );
  });
  it("differ by the shorter angle", () => {
    const error = call("quat_error", { a, b });
    close(over(error, [{ a: aboutZ, b: quaternion(order, 1, 0, 0, 0) }])[0], [Math.PI / 2]);
    close(over(error, [{ a: aboutZ.map((part) => -part), b: quaternion(order, 1, 0, 0, 0) }])[0], [Math.PI / 2]);
    close(over(error, [{ a: aboutZ, b: aboutZ }])[0], [0]);
  });
  it("keep only the turn about the vertical axis", () => {
    close(over(call("yaw_only", { q }), [{ q: aboutZ }])[0], aboutZ);
    close(over(call("yaw_only", { q }), [{ q: aboutX }])[0], quaternion(order, 1, 0, 0, 0));
  });
  it("tell where gravity points", () => {
    close(over(call("projected_gravity", { q }), [{ q: quaternion(order, 1, 0, 0, 0) }])[0], [0, 0, -1]);
    close(over(call("projected_gravity", { q }), [{ q: aboutX }])[0], [0, -1, 0]);
  });
  it("do not mix with the other order", () => {
    const other = order === "wxyz" ? "xyzw" : "wxyz";
    expect(findings("quat_mul", { a: type, b: { ...type, quaternion: other } })).toEqual([
      `\`quat_mul\` expects \`quat ${order}\` for \`b\`, found \`quat ${other}\``,
    ]);
  });
});
