/**
 * What agents want of the two goods: the formulas of Preferences, for curves in an Edgeworth box.
 */
const Utilities = (() => {
  const some = (quantity) => Math.max(quantity, 1e-12);
  const forms = {
    ces({rho, wA, wB, epsilon = 1e-9}, a, b) {
      if (a === 0 && b === 0) return 0;
      const sum = rho < 0 ? wA * Math.max(a, epsilon) ** rho + wB * Math.max(b, epsilon) ** rho :
                            (a > 0 ? wA * a ** rho : 0) + (b > 0 ? wB * b ** rho : 0);
      return sum > 0 ? sum ** (1 / rho) : 0;
    },
    linear({vA, vB}, a, b) { return vA * a + vB * b; },
    quadratic({A_star, B_star, sigma_A, sigma_B, gamma}, a, b) {
      const [x, y] = [a - A_star, b - B_star];
      return -(x * x) / (sigma_A * sigma_A) - (y * y) / (sigma_B * sigma_B) - gamma * x * y;
    },
    translog({alpha_0, alpha_A, alpha_B, beta_AA, beta_BB, beta_AB}, a, b) {
      const [x, y] = [Math.log(some(a)), Math.log(some(b))];
      return Math.exp(Math.min(
          700,
          alpha_0 + alpha_A * x + alpha_B * y + 0.5 * beta_AA * x * x + 0.5 * beta_BB * y * y +
              beta_AB * x * y));
    },
    stone_geary({alpha_A, alpha_B, gamma_A, gamma_B}, a, b) {
      return alpha_A * Math.log(some(a - gamma_A)) + alpha_B * Math.log(some(b - gamma_B));
    },
  };

  /** The utility of so much of each good to an agent of the document. */
  function level(agent, a, b) { return forms[agent.type](agent.params, a, b); }

  /** Units of B it gives for a little more A. */
  function rate(agent, a, b) {
    const step = 1e-4 * Math.max(1, a, b);
    const [lowA, lowB] = [Math.max(0, a - step), Math.max(0, b - step)];
    const ofA = (level(agent, a + step, b) - level(agent, lowA, b)) / (a + step - lowA);
    const ofB = (level(agent, a, b + step) - level(agent, a, lowB)) / (b + step - lowB);
    return ofA / ofB;
  }

  return {level, rate};
})();
