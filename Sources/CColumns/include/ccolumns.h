#ifndef CCOLUMNS_H
#define CCOLUMNS_H

// Loops over columns of numbers, four or eight at a time where the processor has AVX2 or AVX-512. That changes no bit of a
// result: each number is worked out by the same operations in the same order, whatever is beside it, and no two
// operations are joined into one.
#include <stdint.h>

#pragma STDC FP_CONTRACT OFF
#pragma clang assume_nonnull begin

/// Uses registers of at most so many numbers from now on, and tells how many they have then; for tests.
int ccolumns_limit(int numbers);

/// What a trade over one horizon costs and must be worth; amounts are in basis points of the price.
typedef struct {
  /// How many spreads a trade pays.
  double spread_multiple;
  /// How much of the volatility of five minutes it pays, what makes that of a volatility a bar, and the horizon's root.
  double timing_multiple, five_minutes, root;
  /// What the whole cost is multiplied by.
  double factor;
  /// What a trade must be worth: this, and so many spreads.
  double base_threshold, reserve_multiple;
  /// Whether a volatility is asked for.
  uint32_t asks_volatility;
  /// Whether only a rise is traded.
  uint32_t is_long_only;
  /// Whether the edge itself has to reach the threshold, and not the edge over the root.
  uint32_t compares_edge;
  /// Whether the threshold has the cost in it once more.
  uint32_t adds_cost;
} ccolumns_arbitration;

/// What came of an instrument.
enum {
  ccolumns_trades = 0,
  ccolumns_no_alpha = 1,
  ccolumns_short_not_allowed = 2,
  ccolumns_below_threshold = 3,
  ccolumns_no_quote = 4,
  ccolumns_no_volatility = 5,
};

/// Where verdicts are written, each a column; none overlaps another, or what is read.
typedef struct {
  double *horizon, *side, *alpha, *cost, *net, *score;
  /// What held an instrument: observed and limit, NaN where it trades or lacks something, and one of the numbers above.
  double *observed, *limit;
  int64_t *outcome;
} ccolumns_verdicts;

/// Judges the one horizon there is, instrument by instrument.
void ccolumns_arbitrate(const ccolumns_arbitration *rule, int64_t count, const double *bid, const double *ask,
                        const double *volatility, const double *alpha, const ccolumns_verdicts *verdicts);

/// Bars and quotes, and their times: instrument after instrument, cycle after cycle.
typedef struct {
  const uint64_t *bar_time, *quote_time;
  /// Open, high, low, close, volume, bid, ask and their quantities as bits, each column so many rows behind the last.
  const uint64_t *numbers;
  int64_t rows;
} ccolumns_market;

/// The sum of the words that `MarketFingerprint` mixes, one for each instrument in each cycle.
void ccolumns_fingerprint(const ccolumns_market *market, int64_t instruments, int64_t cycles, uint64_t *sum);

/// The returns between closes that follow one another, a row for each cycle; `before` are those ahead of the first row.
///
/// `is_whole` becomes 1 where each close is present and a price, and each return a number; else the returns are of no use.
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

/// How far quick averages are above steady ones in units of volatility x deviation, and of a price x the steady one; held
/// within a limit, NaN where the unit is not above 0.
void ccolumns_gaps(int64_t count, const double *quick, const double *steady, const double *volatility,
                   double deviation, double limit, int64_t is_of_price, double *score);

/// What an instrument is valued at: the middle of its quote, or its close where there is none.
static inline double ccolumns_mark(double bid, double ask, double close) {
  double middle = (bid + ask) * 0.5;
  return ((bid > 0) & (ask >= bid)) ? middle : close;
}

/// What each instrument is valued at: the middle of its quote, or its close. `are_prices` becomes 1 where each is above 0
/// and finite, else 0.
void ccolumns_marks(int64_t count, const double *bid, const double *ask, const double *close, double *into,
                    int64_t *are_prices);

/// The same; one that is not above 0, or beyond the greatest, leaves what was there.
void ccolumns_take_marks(int64_t count, const double *bid, const double *ask, const double *close, double greatest,
                         double *marks);

/// How many numbers are equal to one.
void ccolumns_count(int64_t count, const double *numbers, double number, int64_t *found);

/// How many numbers are NaN.
void ccolumns_count_absent(int64_t count, const double *numbers, int64_t *found);

/// What is held of each instrument, what a unit is valued at, and what its currency is worth.
typedef struct {
  const double *quantity, *mark, *rate;
  int64_t count;
} ccolumns_holdings;

/// What is held of an instrument is worth; 0 for nothing, whatever its mark.
static inline double ccolumns_value(double quantity, double mark, double rate) {
  double worth = quantity * mark * rate;
  return quantity == 0 ? 0 : worth;
}

/// Some money and what is held, added one after the other; what is not held is worth 0, whatever its mark.
void ccolumns_worth(const ccolumns_holdings *held, double money, double *sum);

/// The share of an equity that each holding is worth.
void ccolumns_shares(const ccolumns_holdings *held, double equity, double *parts);

/// Finds the places at which not all four numbers are 0; the wish at every other becomes NaN. `places` has room for all.
void ccolumns_concerned(int64_t count, const double *side, const double *leaves, const double *quantity,
                        const double *pending, double *wish, intptr_t *places, int64_t *found);

#pragma clang assume_nonnull end

#endif
