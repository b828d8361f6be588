import * as tf from "@tensorflow/tfjs-core";
import type { JudgedStep, RewardedEnvironment, StepEnds } from "../../training/rewarded-environment.js";
import type { PpoAgent } from "./agent.js";
import { collect } from "./collect.js";
import { collectOnDevice } from "./device/collect.js";
import { DeviceRewardScaler } from "./device/reward-scaler.js";
import { updateOnDevice } from "./device/update.js";
import { update, type UpdateStatistics } from "./update.js";

/** What a training does with the steps of a rollout. */
export interface StepListeners {
  /** At once: how it ended. Before `judged` of the same step. */
  readonly moved: (step: StepEnds) => void;
  /** What it paid, for records; on a device once all steps of the rollout were made. Absent where nobody asks: then a device reads no reward at all. */
  readonly judged?: (step: JudgedStep) => void;
}

/** Collects rollouts and learns from them. */
export interface Learner {
  learn(learningRate: number, listeners: StepListeners): Promise<UpdateStatistics>;
  /** Brings all that was learnt into the agent, for its state. */
  settle(): Promise<void>;
  dispose(): void;
}

/** Where tensors can be read at once, numbers are learnt from as arrays; where reading means to wait for a device, rewards stay there. */
export function makeLearner(agent: PpoAgent, world: RewardedEnvironment): Learner {
  return tf.getBackend() === "webgpu" ? deviceLearner(agent, world) : hostLearner(agent, world);
}

function hostLearner(agent: PpoAgent, world: RewardedEnvironment): Learner {
  return {
    async learn(learningRate, { moved, judged }) {
      const rollout = await collect(agent, world, (step) => {
        moved(step);
        judged?.(step);
      });
      return await update(agent, rollout, learningRate);
    },
    settle: () => Promise.resolve(),
    dispose: () => undefined,
  };
}

/** Rewards, advantages and losses are computed where the reward's kernel leaves its tensors; optimiser and environments are on the CPU. */
export function deviceLearner(agent: PpoAgent, world: RewardedEnvironment): Learner {
  const { scaler } = agent;
  const onDevice = scaler && new DeviceRewardScaler(scaler.getState(), scaler.discount);
  return {
    async learn(learningRate, listeners) {
      const collected = await collectOnDevice(agent, world, listeners);
      const { rewards } = collected;
      const rollout =
        onDevice === undefined ? collected : { ...collected, rewards: onDevice.scale(rewards, collected) };
      try {
        return await updateOnDevice(agent, rollout, learningRate);
      } finally {
        tf.dispose([{ ...collected }, { ...rollout }]);
      }
    },
    async settle() {
      if (onDevice !== undefined) scaler?.setState(await onDevice.getState());
    },
    dispose: () => onDevice?.dispose(),
  };
}
