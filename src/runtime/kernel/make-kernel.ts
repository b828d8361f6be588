import * as tf from "@tensorflow/tfjs-core";
import { registerGradients } from "../backend/gradients/index.js";
import { repairKernels } from "../backend/repairs/index.js";
import { allStates } from "./all-states.js";
import { clockTensors } from "./clock-tensors.js";
import { paramTensors, resetColumns, stepColumns } from "./columns.js";
import type { SpecDescriptor } from "./descriptor.js";
import { episodeStarts } from "./episode-starts.js";
import { featuresOf } from "./features.js";
import { firstKeys } from "./first-keys.js";
import { finishTrajectories } from "./finish/finish-trajectories.js";
import type { RewardGraph, SlotValues } from "./graph.js";
import type { Columns, RewardKernel, RewardState, Settings, StepInputs, StepOutputs } from "./kernel.js";
import { automatonStates, outputsOf, type RowKinds } from "./outputs.js";
import type { Move, MoveInputs, SettingTensors } from "./move.js";
import { Rows } from "./rows.js";
import { shareSlots } from "./share-slots.js";
import { tidy } from "./tidy.js";
import { trainedTensors } from "./trained.js";

/*
 *   inputs ─► which rows step? ─► graph.step ─► outputs, 0 on rows that do not step
 *                                     │
 *             slots ◄── graph.initial on rows that begin an episode ◄── slots after the step
 */

/**
 * The kernel of a spec from its dataflow: adds what all kernels share, that is which rows step, resets in Gymnasium's three autoreset
 * modes, causes, features, counterfactual steps. Pure and tidy: a call leaves only the tensors that it returns.
 */
export function makeKernel<Signals, Reset, State, Params, Clock = object, Trained = object>(
  descriptor: SpecDescriptor,
  graph: RewardGraph<Signals, Reset, State, Params, Clock, Trained>,
): RewardKernel {
  registerGradients();
  repairKernels();
  const { finish } = graph;

  /** Slots by the names that the graph gives them. The casts here and around it: names and types come from the same program. */
  function named(slots: readonly tf.Tensor[]): State {
    return Object.fromEntries(graph.slots.map((name, index) => [name, slots[index]])) as State;
  }

  function typed({ params, clock, trained }: SettingTensors): {
    readonly params: Params;
    readonly clock: Clock;
    readonly trained: Trained;
  } {
    return { params: params as Params, clock: clock as Clock, trained: trained as Trained };
  }

  function settingTensors({ params, clock, trained }: Settings): SettingTensors {
    return {
      params: paramTensors(descriptor, params),
      clock: clockTensors(descriptor, clock),
      trained: trainedTensors(descriptor, graph.trained, trained),
    };
  }

  /** New values of the slots on the rows of `mask`; the other rows keep theirs. */
  function merge(
    mask: tf.Tensor,
    values: SlotValues<State>,
    slots: readonly tf.Tensor[],
    rows: Rows,
  ): readonly tf.Tensor[] {
    return descriptor.slots.map(({ dtype, shape }, index) => {
      const name = graph.slots[index];
      const old = slots[index];
      if (name === undefined || old === undefined) throw new Error("the state does not belong to this kernel");
      return rows.choose(mask, values[name], old, dtype, shape);
    });
  }

  /** Slots of episodes that begin in the rows of `mask`. */
  function begin(
    slots: readonly tf.Tensor[],
    mask: tf.Tensor,
    reset: Columns,
    settings: SettingTensors,
    rows: Rows,
  ): readonly tf.Tensor[] {
    const first = graph.initial({ signals: reset as Reset, state: named(slots), ...typed(settings) });
    return merge(mask, first, slots, rows);
  }

  function kindsOf(state: RewardState, { isFirst, terminated, truncated }: StepInputs, rows: Rows): RowKinds {
    if (isFirst === undefined) return { stepped: rows.not(state.ended), reset: rows.constant(false, "bool") };
    const ends = [terminated, truncated].filter((flag) => flag !== undefined);
    const [first, second] = ends;
    const ending = first === undefined || second === undefined ? first : tf.logicalOr(first, second);
    const reset = ending === undefined ? isFirst : tf.logicalAnd(isFirst, rows.not(ending));
    return { stepped: tf.logicalNot(tf.logicalOr(reset, state.ended)), reset };
  }

  /** The rows of `stepped` move. */
  function move(state: RewardState, stepped: tf.Tensor, inputs: MoveInputs, rows: Rows): Move<State> {
    const { signals, settings, terminated, truncated } = inputs;
    const values = graph.step({
      signals: signals as Signals,
      state: named(state.slots),
      ...typed(settings),
      terminated: terminated ?? rows.constant(false, "bool"),
      truncated: truncated ?? rows.constant(false, "bool"),
    });
    const ends = {
      terminated: rows.choose(stepped, values.terminated, false, "bool"),
      truncated: rows.choose(stepped, values.truncated, false, "bool"),
    };
    return {
      values,
      ...ends,
      state: {
        slots: shareSlots(descriptor, merge(stepped, values.state, state.slots, rows), stepped),
        ended: tf.logicalOr(state.ended, tf.logicalOr(ends.terminated, ends.truncated)),
      },
    };
  }

  function step(state: RewardState, inputs: StepInputs): StepOutputs {
    const rows = new Rows(state.ended.shape[0] ?? 0);
    const { isFirst } = inputs;
    const kinds = kindsOf(state, inputs, rows);
    const settings = settingTensors(inputs);
    const signals = stepColumns(descriptor, inputs, rows.count);
    const {
      values,
      terminated,
      truncated,
      state: moved,
    } = move(state, kinds.stepped, { ...inputs, signals, settings }, rows);
    const next: RewardState =
      isFirst === undefined
        ? moved
        : {
            slots: begin(
              moved.slots,
              isFirst,
              episodeStarts(descriptor, inputs, isFirst, kinds.reset, rows),
              settings,
              rows,
            ),
            ended: tf.logicalAnd(moved.ended, rows.not(isFirst)),
          };
    const states = { before: state, after: next, resets: isFirst !== undefined };
    return {
      state: next,
      ...outputsOf(descriptor, values, inputs, signals, kinds, rows),
      ...automatonStates(descriptor, values, kinds, states, rows),
      terminated,
      truncated,
    };
  }

  function init(environments: number, reset: Columns | undefined, seed: number, settings: Settings): RewardState {
    const rows = new Rows(environments);
    const slots = descriptor.slots.map((slot) => firstKeys(slot, environments, seed));
    const signals = resetColumns(descriptor, reset, environments);
    const everywhere = rows.constant(true, "bool");
    return {
      slots: begin(slots, everywhere, signals, settingTensors(settings), rows),
      ended: tf.fill([environments], 0, "bool"),
    };
  }

  function restart(state: RewardState, mask: tf.Tensor, reset: Columns | undefined, settings: Settings): RewardState {
    const rows = new Rows(state.ended.shape[0] ?? 0);
    const signals = resetColumns(descriptor, reset, rows.count);
    return {
      slots: begin(state.slots, mask, signals, settingTensors(settings), rows),
      ended: tf.logicalAnd(state.ended, rows.not(mask)),
    };
  }

  return {
    descriptor,
    init: (environments, reset, { seed = 0, ...settings } = {}) =>
      tidy(() => init(environments, reset, seed, settings)),
    reset: (state, mask, reset, settings = {}) => tidy(() => restart(state, mask, reset, settings)),
    step: (state, inputs) => tidy(() => step(state, inputs)),
    stepAllStates: (labels) => tidy(() => allStates([...descriptor.machines, ...descriptor.objectives], labels)),
    features: (state) => tidy(() => featuresOf(descriptor.slots, state.slots, state.ended.shape[0] ?? 0)),
    ...(finish === undefined
      ? {}
      : {
          finish: (trajectories) =>
            finishTrajectories(descriptor, finish, { init, move, settings: settingTensors }, trajectories),
        }),
  };
}
