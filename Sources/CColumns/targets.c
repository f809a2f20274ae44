#include "ccolumns.h"
#include "wide.h"

#pragma STDC FP_CONTRACT OFF

#define ROOM 64

INLINE void count_odd(int64_t count, const double *target, const double *held, const double *weight,
                      const double *mark, int64_t *found) {
  int64_t odd = 0;
  ROW
  for (int64_t n = 0; n < count; n++) odd += ccolumns_is_odd(target[n], held[n], weight[n], mark[n]);
  *found = odd;
}

WIDE(ccolumns_count_odd, count_odd,
     (int64_t count, const double *target, const double *held, const double *weight, const double *mark,
      int64_t *found),
     (count, target, held, weight, mark, found))

INLINE void far(const ccolumns_targets *given, double *restrict near, _Bool *restrict has_goal,
                intptr_t *restrict places, int64_t *found) {
  ccolumns_targets all = *given;
  int64_t next = 0;
  for (int64_t start = 0; start < all.count; start += ROOM) {
    int64_t left = all.count - start, count = left < ROOM ? left : ROOM, are_far[ROOM];
    ROW
    for (int64_t n = 0; n < count; n++) are_far[n] = ccolumns_is_far(&all, start + n, near + start + n);
    for (int64_t n = start; n < start + count; n++) {
      has_goal[n] = near[n] == near[n];
      places[next] = n;
      next += are_far[n - start];
    }
  }
  *found = next;
}

WIDE(ccolumns_far, far,
     (const ccolumns_targets *all, double *near, _Bool *has_goal, intptr_t *places, int64_t *found),
     (all, near, has_goal, places, found))
