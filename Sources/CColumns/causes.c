#include "ccolumns.h"
#include "wide.h"

/// How many are looked at before anything is asked for.
#define BLOCK 64

INLINE void write_causes(int64_t count, const int64_t *outcome, const double *observed, const double *limit,
                         const ccolumns_cause *forms, ccolumns_cause *restrict causes) {
  for (int64_t n = 0; n < count; n++) {
    ccolumns_cause cause = forms[outcome[n]];
    cause.observed = observed[n], cause.limit = limit[n];
    causes[n] = cause;
  }
}

WIDE(ccolumns_write_causes, write_causes,
     (int64_t count, const int64_t *outcome, const double *observed, const double *limit, const ccolumns_cause *forms,
      ccolumns_cause *causes),
     (count, outcome, observed, limit, forms, causes))

INLINE void count_alike(int64_t count, const double *side, const double *scale, const ccolumns_cause *causes,
                        const ccolumns_cause *like, int64_t *passed, int64_t *held) {
  int64_t all_held = 0, start = 0;
  for (; start + BLOCK <= count; start += BLOCK) {
    int64_t differs = 0, are_held = 0;
    ROW
    for (int64_t n = start; n < start + BLOCK; n++) {
      uint64_t word = causes[n].word ^ like->word, giver = (causes[n].giver ^ like->giver) >> 32;
      int64_t is_held = side[n] == 0;
      differs |= (is_held & ((word | giver) != 0)) | (scale[n] == 0);
      are_held += is_held;
    }
    if (differs) break;
    all_held += are_held;
  }
  *passed = start, *held = all_held;
}

WIDE(ccolumns_count_alike, count_alike,
     (int64_t count, const double *side, const double *scale, const ccolumns_cause *causes,
      const ccolumns_cause *like, int64_t *passed, int64_t *held),
     (count, side, scale, causes, like, passed, held))
