#include "ccolumns.h"
#include "wide.h"

#include <float.h>
#include <math.h>

#pragma STDC FP_CONTRACT OFF

INLINE void prices(int64_t count, const double *price, const double *present, int64_t *are_whole) {
  int64_t lacks = 0;
  for (int64_t n = 0; n < count; n++) lacks |= !((present[n] == 1) & (price[n] > 0) & (price[n] <= DBL_MAX));
  *are_whole = !lacks;
}

WIDE(ccolumns_prices, prices, (int64_t count, const double *price, const double *present, int64_t *are_whole),
     (count, price, present, are_whole))

INLINE void follow(const ccolumns_averages *averages, int64_t rows, const double *level, double *quick,
                   double *steady) {
  int64_t series = averages->series;
  double *restrict fast = averages->fast, *restrict slow = averages->slow;
  double *restrict near = quick, *restrict far = steady;
  double fast_weight = averages->fast_weight, slow_weight = averages->slow_weight;
  for (int64_t row = 0; row < rows; row++) {
    ROW
    for (int64_t n = 0; n < series; n++) {
      near[n] = fast[n] = fast[n] + fast_weight * (level[n] - fast[n]);
      far[n] = slow[n] = slow[n] + slow_weight * (level[n] - slow[n]);
    }
    level += series, near += series, far += series;
  }
}

/// The same of one series: its averages stay in registers.
INLINE void follow_one(const ccolumns_averages *averages, int64_t rows, const double *level, double *restrict quick,
                       double *restrict steady) {
  double fast = *averages->fast, slow = *averages->slow;
  double fast_weight = averages->fast_weight, slow_weight = averages->slow_weight;
  for (int64_t row = 0; row < rows; row++) {
    quick[row] = fast = fast + fast_weight * (level[row] - fast);
    steady[row] = slow = slow + slow_weight * (level[row] - slow);
  }
  *averages->fast = fast, *averages->slow = slow;
}

INLINE void follow_all(const ccolumns_averages *averages, int64_t rows, const double *level, double *quick,
                       double *steady) {
  if (averages->series == 1)
    follow_one(averages, rows, level, quick, steady);
  else
    follow(averages, rows, level, quick, steady);
}

WIDE(ccolumns_follow, follow_all,
     (const ccolumns_averages *averages, int64_t rows, const double *level, double *quick, double *steady),
     (averages, rows, level, quick, steady))

INLINE void gaps(int64_t count, const double *quick, const double *steady, const double *volatility, double deviation,
                 double limit, int64_t is_of_price, double *restrict score) {
  for (int64_t n = 0; n < count; n++) {
    double unit = volatility[n] * deviation * (is_of_price ? steady[n] : 1), gap = (quick[n] - steady[n]) / unit;
    score[n] = unit > 0 ? (gap > limit ? limit : gap < -limit ? -limit : gap) : NAN;
  }
}

WIDE(ccolumns_gaps, gaps,
     (int64_t count, const double *quick, const double *steady, const double *volatility, double deviation,
      double limit, int64_t is_of_price, double *score),
     (count, quick, steady, volatility, deviation, limit, is_of_price, score))
