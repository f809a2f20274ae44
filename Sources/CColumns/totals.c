#include "ccolumns.h"
#include "wide.h"

#include <float.h>
#include <math.h>

#pragma STDC FP_CONTRACT OFF

#define LANES 8

INLINE double lesser(double one, double other) { return one < other ? one : other; }
INLINE double greater(double one, double other) { return one > other ? one : other; }

INLINE void range(int64_t count, const double *numbers, double *low, double *high, int64_t *are_finite) {
  double lows[LANES], highs[LANES];
  int64_t unknown = 0, n = 0;
  for (int64_t lane = 0; lane < LANES; lane++) lows[lane] = highs[lane] = numbers[0];
  for (; n + LANES <= count; n += LANES) {
    for (int64_t lane = 0; lane < LANES; lane++) {
      double number = numbers[n + lane];
      unknown |= !(fabs(number) <= DBL_MAX);
      lows[lane] = lesser(number, lows[lane]);
      highs[lane] = greater(number, highs[lane]);
    }
  }
  for (; n < count; n++) {
    unknown |= !(fabs(numbers[n]) <= DBL_MAX);
    lows[0] = lesser(numbers[n], lows[0]);
    highs[0] = greater(numbers[n], highs[0]);
  }
  for (int64_t half = LANES / 2; half > 0; half /= 2) {
    for (int64_t lane = 0; lane < half; lane++) {
      lows[lane] = lesser(lows[lane], lows[lane + half]);
      highs[lane] = greater(highs[lane], highs[lane + half]);
    }
  }
  *low = lows[0];
  *high = highs[0];
  *are_finite = !unknown;
}

WIDE(ccolumns_range, range, (int64_t count, const double *numbers, double *low, double *high, int64_t *are_finite),
     (count, numbers, low, high, are_finite))

INLINE void add_in_turn(int64_t count, const double *numbers, double *sums) {
  double a = sums[0], b = sums[1], c = sums[2], d = sums[3];
  for (; count >= 4; count -= 4, numbers += 4) a += numbers[0], b += numbers[1], c += numbers[2], d += numbers[3];
  for (; count > 0; count--, numbers++) {
    double sum = a + *numbers;
    a = b, b = c, c = d, d = sum;
  }
  sums[0] = a, sums[1] = b, sums[2] = c, sums[3] = d;
}

WIDE(ccolumns_add_in_turn, add_in_turn, (int64_t count, const double *numbers, double *sums), (count, numbers, sums))
