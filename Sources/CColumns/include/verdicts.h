// What an arbiter says of instruments, and why it holds them.
#pragma once

#include <stdint.h>

#pragma STDC FP_CONTRACT OFF
#pragma clang assume_nonnull begin

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

/// Why an instrument is held: the form that `Cause` has in memory.
typedef struct {
  /// Where the letters of its word lie; two with one word have one place.
  uint64_t word;
  /// In the upper half who gave it; in the lower one the length of the word and its unit.
  uint64_t giver;
  double observed, limit;
} ccolumns_cause;

/// Writes for each instrument the cause of its outcome, with what was observed and the limit.
void ccolumns_write_causes(int64_t count, const int64_t *outcome, const double *observed, const double *limit,
                           const ccolumns_cause *forms, ccolumns_cause *causes);

/// How many instruments from the first one on are either held, all with a cause like one, or decided and not blocked;
/// and how many of these are held. It may end some places early.
void ccolumns_count_alike(int64_t count, const double *side, const double *scale, const ccolumns_cause *causes,
                          const ccolumns_cause *like, int64_t *passed, int64_t *held);

#pragma clang assume_nonnull end
