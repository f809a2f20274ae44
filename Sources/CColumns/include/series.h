// Series of prices, a row of them for each cycle.
#pragma once

#include <stdint.h>

#pragma STDC FP_CONTRACT OFF
#pragma clang assume_nonnull begin

/// The returns between closes that follow one another, a row for each cycle; `before` are those ahead of the first
/// row.
///
/// `is_whole` becomes 1 where each close is present and a price, and each return a number; else the returns are of no
/// use.
void ccolumns_returns(const double *close, const double *present, const double *before, int64_t series, int64_t rows,
                      double *values, int64_t *is_whole);

/// Series of `RollingMoments` whose windows are full and which write one slot next.
typedef struct {
  /// By slot, then series; and by series the sums of the differences from a reference, and those of their squares.
  double *values, *reference, *sum, *square;
  /// By series: how far what left last was from the reference.
  double *leaving;
  int64_t series, window, slot;
  /// One over the window, and how often a leaving square may be the rest.
  double part, tolerance;
} ccolumns_moments;

/// Takes rows of values, and tells the sums after each; ends behind a row after which the sums of a series are stale.
void ccolumns_push(const ccolumns_moments *moments, int64_t rows, const double *values, double *sums, double *squares,
                   int64_t *rows_done);

/// The standard deviations that sums come to: one over the window is `part`, over one less `sample`.
void ccolumns_deviations(int64_t count, const double *sums, const double *squares, double part, double sample,
                         double *values);

/// Whether each price is present, above 0 and finite: 1, else 0.
void ccolumns_prices(int64_t count, const double *price, const double *present, int64_t *are_whole);

/// By series a fast and a slow exponential average, which have begun.
typedef struct {
  double *fast, *slow;
  double fast_weight, slow_weight;
  int64_t series;
} ccolumns_averages;

/// Takes rows of levels into the averages, and tells both after each row.
void ccolumns_follow(const ccolumns_averages *averages, int64_t rows, const double *level, double *quick,
                     double *steady);

/// How far quick averages are above steady ones in units of volatility x deviation, and of a price x the steady one;
/// held within a limit, NaN where the unit is not above 0.
void ccolumns_gaps(int64_t count, const double *quick, const double *steady, const double *volatility,
                   double deviation, double limit, int64_t is_of_price, double *score);

/// Adds close x volume to the sum of each series, row after row, where a bar is present and that is finite.
void ccolumns_add_traded(int64_t series, int64_t rows, const double *close, const double *volume,
                         const double *present, double *sums);

#pragma clang assume_nonnull end
