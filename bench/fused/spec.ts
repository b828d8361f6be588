/** 64 features, ten dense terms (five exponentials, three norms of twelve columns, a clip, a tolerance, a choice), a machine of six states over six predicates, and its shaping. */
export const spec = `
reward Walker
discount 0.99
signal v, w, g: float[3]
signal q, dq, tau, a: float[12]
signal height, speed, drift, contact, x, y, slip: float
machine Route {
  start state Start {
    when x > 1 -> First
    else when slip > 1.9 -> Fallen
  }
  state First {
    when y > 1 -> Second
    else when slip > 1.9 -> Fallen
  }
  state Second {
    when x < -1 -> Third reward 1
    else when slip > 1.9 -> Fallen
  }
  state Third {
    when y < -1 and contact > 0 -> Home reward 2
    else when slip > 1.9 -> Fallen
  }
  done state Home
  done state Fallen
}
shape Route by value iteration
term linear weight 1.5 = exp(-4 * sum(v ^ 2))
term angular weight 0.75 = exp(-4 * sum(w ^ 2))
term level weight 0.5 = exp(-sum(g ^ 2))
term tall weight 0.5 = exp(-10 * (height - 0.3) ^ 2)
term still weight 0.25 = exp(-abs(drift))
term torque weight -0.01 = norm(tau)
term rate weight -0.005 = norm(a - q)
term motion weight -0.001 = norm(dq)
term forward weight 0.2 = clip(speed, -1, 1)
term steady weight 0.3 = tolerance(drift, [-0.1, 0.1], margin: 1) + (if contact > 0 then 0.5 else slip)
term route = Route.reward
`;
