#include "ccolumns.h"
#include "wide.h"

#include <math.h>

#pragma STDC FP_CONTRACT OFF

INLINE void unit_weights(int64_t count, double units, double equity, const double *side, const double *mark,
                         double *restrict weight) {
  int64_t falls_short = 0;
  ROW
  for (int64_t n = 0; n < count; n++) {
    int is_known = (equity > 0) & (equity < INFINITY) & (mark[n] > 0) & (mark[n] < INFINITY);
    double share = units * mark[n] / equity;
    falls_short |= is_known & (share * equity / mark[n] < units);
    weight[n] = is_known ? share : NAN;
  }
  // Rounded down to whole lots, a unit would be lost to the last bit of a quotient.
  for (int64_t round = 0; round < 4 && falls_short; round++) {
    falls_short = 0;
    ROW
    for (int64_t n = 0; n < count; n++) {
      double share = weight[n], more = ccolumns_next_up(share);
      double least = share * equity / mark[n] < units ? more : share;
      falls_short |= least * equity / mark[n] < units;
      weight[n] = least;
    }
  }
  ROW
  for (int64_t n = 0; n < count; n++) weight[n] = side[n] > 0 ? weight[n] : side[n] < 0 ? -weight[n] : NAN;
}

WIDE(ccolumns_unit_weights, unit_weights,
     (int64_t count, double units, double equity, const double *side, const double *mark, double *weight),
     (count, units, equity, side, mark, weight))
