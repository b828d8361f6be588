import { describe, expect, it } from "vitest";
import { compile, memoryHost } from "../../src/compiler/index.js";
import type { Program } from "../../src/compiler/ir/program.js";
import { stream } from "../../src/runtime/random/index.js";
import { initialState, scalarPaid, step } from "../../src/runtime/reference/index.js";

/* The air times of four codebases, each as a loop over its own variables, against the standard library on random contacts with resets. */

const dt = 0.02;

interface Loop {
  readonly begin: () => void;
  /** What the step with this contact pays, at a threshold of 0.1 s. */
  readonly pay: (contact: boolean) => number;
}

/** `_reward_feet_air_time` of legged_gym: the filter comes first, and the air time is zeroed by the filtered contact. */
function leggedGym(): Loop {
  let [air, last] = [0, false];
  return {
    begin: () => void ([air, last] = [0, false]),
    pay(contact) {
      const filtered = contact || last;
      last = contact;
      const first = air > 0 && filtered;
      air += dt;
      const paid = first ? air - 0.1 : 0;
      if (filtered) air = 0;
      return paid;
    },
  };
}

/** `Joystick.step` of MuJoCo Playground: the first contact is filtered, the air time is zeroed by the contact itself after the reward. */
function playground(): Loop {
  let [air, last] = [0, false];
  return {
    begin: () => void ([air, last] = [0, false]),
    pay(contact) {
      const first = air > 0 && (contact || last);
      air += dt;
      const paid = first ? air - 0.1 : 0;
      last = contact;
      if (contact) air = 0;
      return paid;
    },
  };
}

/** `feet_air_time` of mjlab: what is kept at the landing is the air time before it. */
function mjlab(): Loop {
  let air = 0;
  return {
    begin: () => void (air = 0),
    pay(contact) {
      const first = air > 0 && contact;
      const lastAir = air;
      air = contact ? 0 : air + dt;
      return first ? lastAir - 0.1 : 0;
    },
  };
}

/** The same in its continuous mode, with thresholds of 0.1 and 0.2 s. */
function mjlabContinuous(): Loop {
  let steps = 0;
  return {
    begin: () => void (steps = 0),
    pay(contact) {
      steps = contact ? 0 : steps + 1;
      return steps > 5 && steps <= 10 ? 1 : 0;
    },
  };
}

const paid: Readonly<Record<string, readonly [term: string, loop: () => Loop]>> = {
  "legged_gym's": ["beyond_target(air_time(filtered_contact(contact)), 0.1 s)", leggedGym],
  "MuJoCo Playground's": ["beyond_target(air_time(contact), 0.1 s)", playground],
  "mjlab's, at the landing": ["beyond_target(air_time_before(contact), 0.1 s)", mjlab],
  "mjlab's, in the air": ["in_swing(contact, 0.1 s, 0.2 s)", mjlabContinuous],
};

function programOf(term: string, more: string): Program {
  const text = `reward Test\nimport { ${used(term)} } from "std/robotics"\ndt ${dt} s\n${more}\nterm t = ${term}`;
  const { program, diagnostics } = compile("test.reward", memoryHost({ "test.reward": text }));
  if (program === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return program;
}

function used(term: string): string {
  const names = ["beyond_target", "air_time", "air_time_before", "filtered_contact", "in_swing", "sensor_landing"];
  return names.filter((name) => term.includes(`${name}(`)).join(", ");
}

describe("air time", () => {
  it.each(Object.entries(paid))("is %s", (_, [term, loop]) => {
    const program = programOf(term, "signal contact: bool");
    const random = stream(1, "air time");
    const derived = loop();
    derived.begin();
    let state = initialState(program, {});
    let [contact, landings] = [true, 0];
    for (let index = 0; index < 4000; index++) {
      contact = random.chance(0.2) ? !contact : contact;
      const isFirst = random.chance(0.02);
      const moved = step(program, state, { signals: { contact }, isFirst });
      state = moved.state;
      if (isFirst) {
        derived.begin();
        continue;
      }
      const wanted = derived.pay(contact);
      if (wanted !== 0) landings++;
      expect(Math.abs(scalarPaid(moved.outputs.reward) - wanted), `step ${index}`).toBeLessThanOrEqual(1e-12);
    }
    expect(landings).toBeGreaterThan(100);
  });

  it("is IsaacLab's, whose sensor counts in simulator steps and includes the one that lands", () => {
    const program = programOf(
      "if sensor_landing(contact_time) then last_air_time - 0.1 s else 0",
      "signal last_air_time, contact_time: float unit s",
    );
    const random = stream(1, "air time");
    const tick = dt / 4;
    let [air, contactTime, lastAir, ticksInAir, contact, landings] = [0, 0, 0, 0, true, 0];
    let state = initialState(program, {});
    for (let index = 0; index < 4000; index++) {
      let landed: number | undefined;
      for (let substep = 0; substep < 4; substep++) {
        // A foot stays for a step at least: shorter contacts the sensor's first contact does not see.
        if (substep === index % 4 && random.chance(0.3)) contact = !contact;
        // A foot that begins the episode on the ground has landed for the sensor as well, from no time in the air.
        if (contact && contactTime === 0) landed = ticksInAir > 0 ? (ticksInAir + 1) * tick : 0;
        if (contact && air > 0) lastAir = air + tick;
        ticksInAir = contact ? 0 : ticksInAir + 1;
        air = contact ? 0 : air + tick;
        contactTime = contact ? contactTime + tick : 0;
      }
      const moved = step(program, state, { signals: { last_air_time: lastAir, contact_time: contactTime } });
      state = moved.state;
      const pays = landed !== undefined && contact;
      if (pays) landings++;
      expect(moved.outputs.reward, `step ${index}`).toBeCloseTo(pays ? (landed ?? 0) - 0.1 : 0, 9);
    }
    expect(landings).toBeGreaterThan(100);
  });
});
