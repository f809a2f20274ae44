#include "ccolumns.h"
#include "wide.h"

#include <float.h>

#pragma STDC FP_CONTRACT OFF

INLINE void marks(int64_t count, const double *bid, const double *ask, const double *close, double *restrict marks,
                  int64_t *are_prices) {
  int64_t lacks = 0;
  for (int64_t n = 0; n < count; n++) {
    double price = ccolumns_mark(bid[n], ask[n], close[n]);
    lacks |= !((price > 0) & (price <= DBL_MAX));
    marks[n] = price;
  }
  *are_prices = !lacks;
}

WIDE(ccolumns_marks, marks,
     (int64_t count, const double *bid, const double *ask, const double *close, double *into, int64_t *are_prices),
     (count, bid, ask, close, into, are_prices))

INLINE void take_marks(int64_t count, const double *bid, const double *ask, const double *close, double greatest,
                       double *restrict marks) {
  ROW
  for (int64_t n = 0; n < count; n++) {
    double price = ccolumns_mark(bid[n], ask[n], close[n]), kept = marks[n];
    marks[n] = ((price > 0) & (price <= greatest)) ? price : kept;
  }
}

WIDE(ccolumns_take_marks, take_marks,
     (int64_t count, const double *bid, const double *ask, const double *close, double greatest, double *marks),
     (count, bid, ask, close, greatest, marks))

INLINE void count_equal(int64_t count, const double *numbers, double number, int64_t *found) {
  int64_t equal = 0;
  ROW
  for (int64_t n = 0; n < count; n++) equal += numbers[n] == number;
  *found = equal;
}

WIDE(ccolumns_count, count_equal, (int64_t count, const double *numbers, double number, int64_t *found),
     (count, numbers, number, found))

INLINE void count_absent(int64_t count, const double *numbers, int64_t *found) {
  int64_t absent = 0;
#pragma clang loop vectorize_width(4) interleave_count(2)
  for (int64_t n = 0; n < count; n++) absent += numbers[n] != numbers[n];
  *found = absent;
}

WIDE(ccolumns_count_absent, count_absent, (int64_t count, const double *numbers, int64_t *found),
     (count, numbers, found))
