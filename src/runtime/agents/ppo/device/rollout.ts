import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import type { Acted } from "../act.js";

/** A rollout whose rewards, discounts and values lie on the device, `[T, N]` each; the fields mean what those of `RolloutRewards` mean. */
export interface DeviceRollout extends Acted {
  readonly rewards: Tensor2D;
  readonly discounts?: Tensor2D;
  readonly values: Tensor2D;
  /** 0 where no episode was truncated. */
  readonly finalValues: Tensor2D;
  /** `[N]`. */
  readonly lastValues: Tensor1D;
}
