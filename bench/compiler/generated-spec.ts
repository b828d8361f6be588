/** A spec of about `lines` lines with terms, machines, objectives, history and tests: the same tasks again and again under other names, each with numbers of its own. */
export function generatedSpec(lines: number): string {
  const head = ["/// Many tasks side by side.", "reward Generated", "", "discount 0.99", "dt 0.02 s", ""];
  const size = task(0).length;
  const tasks = Array.from({ length: Math.max(1, Math.round((lines - head.length) / size)) }, (_, index) =>
    task(index),
  );
  return [...head, ...tasks.flat()].join("\n");
}

function task(index: number): readonly string[] {
  const at = (name: string): string => `${name}_${index}`;
  const hundredths = (index % 17) + 1;
  return `
signal ${at("distance")}: float in [0, 10] unit m
signal ${at("contact")}, ${at("lost")}: bool
signal ${at("force")}: float[4] unit N
action ${at("torque")}: float[2] in [-1, 1]
param ${at("scale")}: float in [0.1, 2] unit m = 0.5

/// Near enough to hold on.
let ${at("near")} = ${at("distance")} < 0.${String(hundredths).padStart(2, "0")} m
def ${at("closeness")}(d, sigma) = exp(-(d / sigma) ^ 2)

machine ${at("Grasp")} {
  counter tries: int in [0, ${2 + (index % 3)}] = 0
  start state Search {
    when ${at("lost")} -> Failed
    else when ${at("contact")} -> Hold do tries += 1
  }
  state Hold {
    when ${at("lost")} -> Failed reward -1
    else when not ${at("contact")} -> Search
    else when ${at("near")} -> Done reward 1 - 0.1 * tries
  }
  done state Done, Failed
}

objective ${at("Careful")} = (not ${at("lost")} until ${at("contact")}) and always (${at("contact")} implies eventually[0, 3] ${at("near")})

term ${at("grasp")} = ${at("Grasp")}.reward
term ${at("approach")} weight 0.5 when ${at("Grasp")}.state == Search = ${at("closeness")}(${at("distance")}, ${at("scale")})
term ${at("progress")} weight -${hundredths} = delta(${at("distance")}, init: reset) / 1 m clip [-1, 1]
term ${at("smooth")} weight -0.0${hundredths} = sum(square(delta(${at("torque")}, init: 0)))
term ${at("steady")} weight 0.1 = if ${at("contact")} then min(held(${at("contact")}), 10) / 10 else 0
term ${at("impact")} weight -0.001 when not ${at("near")} = max(norm(${at("force")}) / 1 N) over last ${5 + (index % 20)}
term ${at("careful")} = 1 on satisfied ${at("Careful")}

test "task ${index} pays when all is done" {
  reset { ${at("distance")} = 1 }
  step { ${at("contact")}, ${at("distance")} = 0.5 } expect ${at("Grasp")}.state == Hold
  step { ${at("contact")} } expect ${at("grasp")} == 0.9
}
`.split("\n");
}
