#include "ccolumns.h"
#include "wide.h"

#include <float.h>
#include <math.h>

#pragma STDC FP_CONTRACT OFF

// Not by memcpy: a row is a hundred bytes or so, and a call for each costs more than it copies.
__attribute__((no_builtin("memcpy", "memmove"))) INLINE void take_row(int64_t columns, int64_t rows,
                                                                     const double *from, int64_t step,
                                                                     double *restrict to) {
  for (int64_t column = 0; column < columns; column++, from += step, to += rows) {
    ROW
    for (int64_t n = 0; n < rows; n++) to[n] = from[n];
  }
}

WIDE(ccolumns_take, take_row, (int64_t columns, int64_t rows, const double *from, int64_t step, double *to),
     (columns, rows, from, step, to))

INLINE void products(int64_t count, double factor, const double *one, const double *other, double *restrict values) {
  for (int64_t n = 0; n < count; n++) {
    double value = factor * (one[n] * other[n]);
    values[n] = fabs(value) <= DBL_MAX ? value : NAN;
  }
}

WIDE(ccolumns_products, products,
     (int64_t count, double factor, const double *one, const double *other, double *values),
     (count, factor, one, other, values))

INLINE void finite_only(int64_t count, const double *given, double *restrict values) {
  for (int64_t n = 0; n < count; n++) values[n] = fabs(given[n]) <= DBL_MAX ? 0 + given[n] : NAN;
}

WIDE(ccolumns_finite, finite_only, (int64_t count, const double *given, double *values), (count, given, values))

/// What a bar adds: zero leaves every sum as it is.
INLINE double traded(double close, double volume, double present) {
  double value = close * volume;
  return ((present == 1) & (fabs(value) <= DBL_MAX)) ? value : 0;
}

INLINE void add_traded(int64_t series, int64_t rows, const double *close, const double *volume, const double *present,
                       double *restrict sums) {
  if (series == 1) {
    double sum = sums[0];
    for (int64_t row = 0; row < rows; row++) sum += traded(close[row], volume[row], present[row]);
    sums[0] = sum;
    return;
  }
  for (int64_t row = 0; row < rows; row++, close += series, volume += series, present += series) {
    ROW
    for (int64_t n = 0; n < series; n++) sums[n] += traded(close[n], volume[n], present[n]);
  }
}

WIDE(ccolumns_add_traded, add_traded,
     (int64_t series, int64_t rows, const double *close, const double *volume, const double *present, double *sums),
     (series, rows, close, volume, present, sums))
