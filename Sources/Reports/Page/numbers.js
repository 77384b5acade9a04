/** Numbers as a reader wants them; what comes in exactly is shown exactly. */
const Numbers = (() => {
  const none = "–";

  function grouped(digits) { return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ","); }

  function withSign(text, isNegative) {
    return (isNegative && /[1-9]/.test(text) ? "−" : "") + text;
  }

  /** A whole number of 10^-decimals (number or text) with all its decimals: 1,234.50. */
  function exact(value, decimals) {
    if (value === null || value === undefined) return none;
    const text = String(value);
    const isNegative = text.startsWith("-");
    const digits = (isNegative ? text.slice(1) : text).padStart(decimals + 1, "0");
    const whole = grouped(digits.slice(0, digits.length - decimals));
    const rest = decimals ? "." + digits.slice(digits.length - decimals) : "";
    return withSign(whole + rest, isNegative);
  }

  /** An amount of eight decimals as text, rounded to so many, halves away from zero. */
  function amount(text, decimals) {
    if (text === null || text === undefined) return none;
    const isNegative = text.startsWith("-");
    const units = BigInt(text.replace("-", "").replace(".", ""));
    const step = 10n ** BigInt(8 - decimals);
    return withSign(exact(((units + step / 2n) / step).toString(), decimals), isNegative);
  }

  /** The same of a whole number of 10⁻⁸. */
  function units(value, decimals) {
    if (value === null || value === undefined) return none;
    const text = String(value);
    const isNegative = text.startsWith("-");
    const digits = (isNegative ? text.slice(1) : text).padStart(9, "0");
    return amount((isNegative ? "-" : "") + digits.slice(0, -8) + "." + digits.slice(-8), decimals);
  }

  function signed(text) {
    return text === none || text.startsWith("−") || !/[1-9]/.test(text) ? text : "+" + text;
  }

  /** A real number with so many decimals. */
  function real(value, decimals) {
    if (value === null || value === undefined || !Number.isFinite(Number(value))) return none;
    const number = Number(value);
    const text = Math.abs(number).toFixed(decimals);
    const point = text.indexOf(".");
    const whole = point < 0 ? text : text.slice(0, point);
    return withSign(grouped(whole) + (point < 0 ? "" : text.slice(point)), number < 0);
  }

  function percent(fraction, decimals) {
    return fraction === null || fraction === undefined ? none : real(100 * fraction, decimals);
  }

  function count(value) { return value === null || value === undefined ? none : exact(value, 0); }

  /** For the ends of axes: as few digits as tell the ticks apart. */
  function axis(value, step) {
    const size = Math.abs(step);
    const decimals = size >= 1 || size === 0 ? 0 : Math.min(8, Math.ceil(-Math.log10(size) - 1e-9));
    if (Math.abs(value) >= 1e6)
      return real(value / 1e6, size >= 1e6 ? 0 : size >= 1e5 ? 1 : 2) + "M";
    return real(value, decimals);
  }

  return {none, exact, amount, units, signed, real, percent, count, axis};
})();
