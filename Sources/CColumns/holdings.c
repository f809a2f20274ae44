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
      int64_t says = (side[place] != 0) | (leaves[place] != 0) | (quantity[place] != 0) | (pending[place] != 0);
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
