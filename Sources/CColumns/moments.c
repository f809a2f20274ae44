#include "ccolumns.h"
#include "wide.h"

#include <float.h>
#include <math.h>

#pragma STDC FP_CONTRACT OFF

/// Whether a close cannot be the end of a return, or the return is no number.
INLINE int64_t is_no_return(double close, double before, double present, double value) {
  return !((before > 0) & (present == 1) & (close > 0) & (close <= DBL_MAX) & (fabs(value) <= DBL_MAX));
}

INLINE void returns(const double *close, const double *present, const double *before, int64_t series, int64_t rows,
                    double *restrict values, int64_t *is_whole) {
  int64_t lacks = 0;
  ROW
  for (int64_t n = 0; n < series; n++) {
    values[n] = close[n] / before[n] - 1;
    lacks |= is_no_return(close[n], before[n], present[n], values[n]);
  }
  for (int64_t n = series; n < series * rows; n++) {
    values[n] = close[n] / close[n - series] - 1;
    lacks |= is_no_return(close[n], close[n - series], present[n], values[n]);
  }
  *is_whole = !lacks;
}

WIDE(ccolumns_returns, returns,
     (const double *close, const double *present, const double *before, int64_t series, int64_t rows, double *values,
      int64_t *is_whole),
     (close, present, before, series, rows, values, is_whole))

/// What `RollingMoments.staleness` says, of one series that takes a value for the one that leaves.
INLINE int64_t take(double value, double part, double tolerance, double *cell, const double *reference, double *sum,
                    double *square, double *leaving) {
  double entering = value - *reference, left = *cell - *reference;
  *cell = value;
  *leaving = left;
  *sum += entering - left;
  *square += entering * entering - left * left;
  int dwarfs = left * left > tolerance * *square;
  return dwarfs | ((tolerance + 1) * (*sum * *sum) * part > tolerance * *square);
}

INLINE void push(const ccolumns_moments *moments, int64_t rows, const double *values, double *sums, double *squares,
                 int64_t *rows_done) {
  int64_t series = moments->series, slot = moments->slot, row = 0, stale = 0;
  double *restrict cells = moments->values, *restrict leaving = moments->leaving;
  double *restrict total = sums, *restrict squared = squares;
  double *restrict sum = moments->sum, *restrict square = moments->square, *restrict reference = moments->reference;
  double part = moments->part, tolerance = moments->tolerance;
  while (row < rows && !stale) {
    double *cell = cells + slot * series;
    ROW
    for (int64_t n = 0; n < series; n++) {
      double own_sum = sum[n], own_square = square[n];
      stale |= take(values[n], part, tolerance, cell + n, reference + n, &own_sum, &own_square, leaving + n);
      total[n] = sum[n] = own_sum;
      squared[n] = square[n] = own_square;
    }
    slot = slot + 1 == moments->window ? 0 : slot + 1;
    values += series, total += series, squared += series, row++;
  }
  *rows_done = row;
}

/// The same of one series: its sums stay in registers.
INLINE void push_one(const ccolumns_moments *moments, int64_t rows, const double *values, double *sums,
                     double *squares, int64_t *rows_done) {
  double *cell = moments->values + moments->slot, *end = moments->values + moments->window;
  double sum = *moments->sum, square = *moments->square, reference = *moments->reference, leaving = 0;
  double part = moments->part, tolerance = moments->tolerance;
  int64_t row = 0, stale = 0;
  while (row < rows && !stale) {
    stale = take(values[row], part, tolerance, cell, &reference, &sum, &square, &leaving);
    if (++cell == end) cell = moments->values;
    sums[row] = sum, squares[row] = square, row++;
  }
  *moments->sum = sum, *moments->square = square, *moments->leaving = leaving;
  *rows_done = row;
}

INLINE void push_all(const ccolumns_moments *moments, int64_t rows, const double *values, double *sums,
                     double *squares, int64_t *rows_done) {
  if (moments->series == 1)
    push_one(moments, rows, values, sums, squares, rows_done);
  else
    push(moments, rows, values, sums, squares, rows_done);
}

WIDE(ccolumns_push, push_all,
     (const ccolumns_moments *moments, int64_t rows, const double *values, double *sums, double *squares,
      int64_t *rows_done),
     (moments, rows, values, sums, squares, rows_done))

INLINE void deviations(int64_t count, const double *sums, const double *squares, double part, double sample,
                       double *restrict values) {
  for (int64_t n = 0; n < count; n++) {
    double rest = squares[n] - sums[n] * sums[n] * part;
    values[n] = __builtin_elementwise_sqrt((0 >= rest ? 0 : rest) * sample);
  }
}

WIDE(ccolumns_deviations, deviations,
     (int64_t count, const double *sums, const double *squares, double part, double sample, double *values),
     (count, sums, squares, part, sample, values))
