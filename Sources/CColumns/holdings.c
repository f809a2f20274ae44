#include "ccolumns.h"
#include "wide.h"

#pragma STDC FP_CONTRACT OFF

#define ROOM 64

INLINE void worth(const ccolumns_holdings *held, double money, double *sum) {
  double values[ROOM], total = money;
  for (int64_t start = 0; start < held->count; start += ROOM) {
    const double *quantity = held->quantity + start, *mark = held->mark + start, *rate = held->rate + start;
    int64_t left = held->count - start, count = left < ROOM ? left : ROOM;
    ROW
    for (int64_t n = 0; n < count; n++) values[n] = ccolumns_value(quantity[n], mark[n], rate[n]);
    // One after the other: another order would end in other bits.
    for (int64_t n = 0; n < count; n++) total += values[n];
  }
  *sum = total;
}

WIDE(ccolumns_worth, worth, (const ccolumns_holdings *held, double money, double *sum), (held, money, sum))

/// Four sums at a time: each waits for the number before, but not for the others.
INLINE void worths_of_four(const ccolumns_holdings *held, double money, double *sums) {
  int64_t count = held->count;
  double a = money, b = money, c = money, d = money;
  for (int64_t n = 0; n < count; n++) {
    double quantity = held->quantity[n], rate = held->rate[n];
    const double *mark = held->mark + n;
    a += ccolumns_value(quantity, mark[0], rate);
    b += ccolumns_value(quantity, mark[count], rate);
    c += ccolumns_value(quantity, mark[2 * count], rate);
    d += ccolumns_value(quantity, mark[3 * count], rate);
  }
  sums[0] = a, sums[1] = b, sums[2] = c, sums[3] = d;
}

INLINE void worths(const ccolumns_holdings *first, double money, int64_t cycles, double *restrict sums) {
  ccolumns_holdings held = *first;
  if (held.count == 1) {
    double quantity = held.quantity[0], rate = held.rate[0];
    for (int64_t n = 0; n < cycles; n++) sums[n] = money + ccolumns_value(quantity, held.mark[n], rate);
    return;
  }
  int64_t cycle = 0;
  for (; cycle + 4 <= cycles; cycle += 4, held.mark += 4 * held.count) worths_of_four(&held, money, sums + cycle);
  for (; cycle < cycles; cycle++, held.mark += held.count) worth(&held, money, sums + cycle);
}

WIDE(ccolumns_worths, worths, (const ccolumns_holdings *held, double money, int64_t cycles, double *sums),
     (held, money, cycles, sums))

INLINE void shares(const ccolumns_holdings *held, double equity, double *restrict parts) {
  const double *quantity = held->quantity, *mark = held->mark, *rate = held->rate;
  ROW
  for (int64_t n = 0; n < held->count; n++) {
    double part = ccolumns_value(quantity[n], mark[n], rate[n]) / equity;
    parts[n] = quantity[n] == 0 ? 0 : part;
  }
}

WIDE(ccolumns_shares, shares, (const ccolumns_holdings *held, double equity, double *parts), (held, equity, parts))

INLINE void concerned(int64_t count, const double *side, const double *leaves, const double *quantity,
                      const double *pending, double *restrict wish, intptr_t *restrict places, int64_t *found) {
  int64_t is_concerned[ROOM], next = 0;
  for (int64_t start = 0; start < count; start += ROOM) {
    int64_t left = count - start, some = left < ROOM ? left : ROOM;
    ROW
    for (int64_t n = 0; n < some; n++) {
      int64_t place = start + n;
      int64_t says = ccolumns_is_concerned(side[place], leaves[place], quantity[place], pending[place]);
      double wished = wish[place];
      wish[place] = says ? wished : __builtin_nan("");
      is_concerned[n] = says;
    }
    // Without a branch, which nobody could foretell: each is written, and the next one over those that do not count.
    for (int64_t n = 0; n < some; n++) {
      places[next] = start + n;
      next += is_concerned[n];
    }
  }
  *found = next;
}

WIDE(ccolumns_concerned, concerned,
     (int64_t count, const double *side, const double *leaves, const double *quantity, const double *pending,
      double *wish, intptr_t *places, int64_t *found),
     (count, side, leaves, quantity, pending, wish, places, found))
