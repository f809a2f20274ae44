// Columns of any numbers.
#pragma once

#include <stdint.h>

#pragma STDC FP_CONTRACT OFF
#pragma clang assume_nonnull begin

/// Bars and quotes, and their times: instrument after instrument, cycle after cycle.
typedef struct {
  const uint64_t *bar_time, *quote_time;
  /// Open, high, low, close, volume, bid, ask and their quantities as bits, each column so many rows behind the last.
  const uint64_t *numbers;
  int64_t rows;
} ccolumns_market;

/// The sum of the words that `MarketFingerprint` mixes, one for each instrument in each cycle.
void ccolumns_fingerprint(const ccolumns_market *market, int64_t instruments, int64_t cycles, uint64_t *sum);

/// How many numbers are equal to one.
void ccolumns_count(int64_t count, const double *numbers, double number, int64_t *found);

/// How many numbers are NaN.
void ccolumns_count_absent(int64_t count, const double *numbers, int64_t *found);

/// The least and the greatest of some numbers, one at least. `are_finite` becomes 1 where each is finite, else 0, and they
/// are of no use.
void ccolumns_range(int64_t count, const double *numbers, double *low, double *high, int64_t *are_finite);

/// Adds one number after the other to the first of four sums, which becomes the last of them.
void ccolumns_add_in_turn(int64_t count, const double *numbers, double *sums);

/// Spreads four columns: number after number, those of one column `step` numbers apart, those of the next beside them.
void ccolumns_weave(int64_t rows, const double *a, const double *b, const double *c, const double *d, double *to,
                    int64_t step);

/// Copies as many neighbouring rows of columns that lie `step` numbers apart to columns that have no others.
void ccolumns_take(int64_t columns, int64_t rows, const double *from, int64_t step, double *to);

/// factor x (one x other); NaN where that is not finite.
void ccolumns_products(int64_t count, double factor, const double *one, const double *other, double *values);

/// What is finite, zero without a sign; NaN else.
void ccolumns_finite(int64_t count, const double *given, double *values);

#pragma clang assume_nonnull end
