package dev.sightline.evaluation.comparison;

/**
 * How likely heads and tails as uneven as found, or more so, are from a fair coin: two-sided.
 *
 * <p>The terms of the binomial distribution are summed as multiples of its middle one, by the
 * recurrence C(n, j − 1) = C(n, j) · j / (n − j + 1), outwards until they vanish. So there is no
 * factorial, no cancellation, and for any n about 20·√n steps at most. Below about 1e-300 the
 * results lose digits and become 0.
 *
 * @param pValue 2·P(X ≤ k), at most 1, where k is the rarer side's count
 * @param midP the same with P(X = k) counted half: 2·P(X &lt; k) + P(X = k)
 */
record SignTest(double pValue, double midP) {
  static SignTest of(long heads, long tails) {
    long rarer = Math.min(heads, tails);
    long tosses = Math.addExact(heads, tails);
    long middle = tosses / 2;
    double term = 1;
    double half = 0;
    double below = 0;
    double atRarer = 0;
    for (long j = middle; j >= 0 && term > 0; j--) {
      half += term;
      if (j == rarer) {
        atRarer = term;
      } else if (j < rarer) {
        below += term;
      }
      term *= j / (double) (tosses - j + 1);
    }
    double all = tosses % 2 == 0 ? 2 * half - 1 : 2 * half;
    return new SignTest(
        Math.min(1, 2 * (below + atRarer) / all), Math.min(1, (2 * below + atRarer) / all));
  }
}
