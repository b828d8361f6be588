/**
 * Kernels that tfjs-node (and tfjs-node-gpu), webgpu, webgl, wasm and cpu all register in version 4.22.0, image operations aside:
 * the intersection of the kernel folders of the published packages.
 */
export const commonKernels: ReadonlySet<string> = new Set(
  (
    "Abs Acos Acosh Add AddN All Any ArgMax ArgMin Asin Asinh Atan " +
    "Atan2 Atanh BatchMatMul BroadcastArgs Cast Ceil ClipByValue Concat Cos Cosh Cumprod Cumsum " +
    "Elu EluGrad Equal Erf Exp ExpandDims Expm1 Fill Floor FloorDiv GatherNd GatherV2 " +
    "Greater GreaterEqual Identity IsFinite IsInf IsNan LeakyRelu Less LessEqual LinSpace Log Log1p " +
    "LogicalAnd LogicalNot LogicalOr Max Maximum Mean Min Minimum Mod Multiply Neg NotEqual " +
    "OneHot OnesLike Pack PadV2 Pow Prelu Prod Range RealDiv Reciprocal Relu Relu6 " +
    "Reshape Reverse Round Rsqrt ScatterNd Select Selu Sigmoid Sign Sin Sinh Slice " +
    "Softplus SparseToDense SplitV Sqrt Square SquaredDifference Step StridedSlice Sub Sum Tan Tanh " +
    "TensorScatterUpdate Tile TopK Transpose Unpack ZerosLike"
  ).split(" "),
);
