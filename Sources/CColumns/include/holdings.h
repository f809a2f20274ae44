// What instruments are valued at, and what is held of them is worth.
#pragma once

#include <stdint.h>

#pragma STDC FP_CONTRACT OFF
#pragma clang assume_nonnull begin

/// What an instrument is valued at: the middle of its quote, or its close where there is none.
static inline double ccolumns_mark(double bid, double ask, double close) {
  double middle = (bid + ask) * 0.5;
  return ((bid > 0) & (ask >= bid)) ? middle : close;
}

/// What each instrument is valued at: the middle of its quote, or its close. `are_prices` becomes 1 where each is
/// above 0 and finite, else 0.
void ccolumns_marks(int64_t count, const double *bid, const double *ask, const double *close, double *into,
                    int64_t *are_prices);

/// The same; one that is not above 0, or beyond the greatest, leaves what was there.
void ccolumns_take_marks(int64_t count, const double *bid, const double *ask, const double *close, double greatest,
                         double *marks);

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

/// What some money and what is held are worth at the marks of cycles that follow one another; see `ccolumns_worth`.
void ccolumns_worths(const ccolumns_holdings *held, double money, int64_t cycles, double *sums);

#pragma clang assume_nonnull end
