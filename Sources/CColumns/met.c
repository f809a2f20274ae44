#include "ccolumns.h"
#include "wide.h"

#include <float.h>
#include <math.h>

#pragma STDC FP_CONTRACT OFF

#define ROOM 64

/// Whether what is held of an instrument has to change; and the value of all that is wished for of it, without a sign.
///
/// Without a branch, and everything is loaded, so that it can be done for four at a time.
INLINE int64_t changes(const ccolumns_wishes *all, int64_t place, double held, double equity, int64_t undecided,
                       int has_units, double *value) {
  double side = all->side[place], mark = all->mark[place], leaves = all->leaves[place];
  double size = has_units ? all->size : all->size * equity / mark, worth = held * mark;
  double distance = side > 0 ? held - size : held + size, weight = worth / equity;
  int is_met = (fabs(distance) < all->tolerance) & (mark > 0) & (mark <= DBL_MAX) & (all->scale[place] == 1);
  int stays = (undecided != ccolumns_close) & (fabs(weight) <= DBL_MAX);
  if (undecided == ccolumns_close_adverse)
    stays &= !((weight * all->alpha[place] < 0) & (fabs(all->alpha[place]) > all->cost[place]));
  int is_decided = side != 0, is_held = held != 0;
  *value = is_decided ? size * mark : is_held ? fabs(worth) : 0;
  return (is_decided & !is_met) | ((!is_decided) & is_held & !stays) | ((is_decided | is_held) & (leaves == 1));
}

/// The same of an instrument that is alone: the next cycle is mostly like the last one, and branches cost less.
INLINE int64_t changes_alone(const ccolumns_wishes *all, int64_t place, double held, double equity, int64_t undecided,
                             int has_units, double *value) {
  double side = all->side[place], mark = all->mark[place];
  *value = fabs(held * mark);
  if (side != 0) {
    double size = has_units ? all->size : all->size * equity / mark;
    double distance = side > 0 ? held - size : held + size;
    *value = size * mark;
    return !(fabs(distance) < all->tolerance && mark > 0 && mark <= DBL_MAX && all->scale[place] == 1 &&
             all->leaves[place] != 1);
  }
  if (held == 0) return *value = 0, 0;
  double weight = held * mark / equity;
  if (undecided == ccolumns_close || !(fabs(weight) <= DBL_MAX) || all->leaves[place] == 1) return 1;
  return undecided == ccolumns_close_adverse && weight * all->alpha[place] < 0 &&
         fabs(all->alpha[place]) > all->cost[place];
}

INLINE int is_equity(double equity) { return (equity > 0) & (equity <= DBL_MAX); }

/// Of one instrument, where one cycle after the other is asked for: mostly few of them pass.
INLINE int64_t met_alone(const ccolumns_wishes *all, int64_t cycles, int64_t undecided, int has_units) {
  double held = all->held[0], value;
  for (int64_t cycle = 0; cycle < cycles; cycle++) {
    double equity = all->equity[cycle];
    if (changes_alone(all, cycle, held, equity, undecided, has_units, &value)) return cycle;
    if (!(is_equity(equity) & (value < all->most * equity))) return cycle;
  }
  return cycles;
}

INLINE int64_t met_all(const ccolumns_wishes *all, int64_t cycles, int64_t undecided, int has_units) {
  int64_t instruments = all->instruments;
  for (int64_t cycle = 0; cycle < cycles; cycle++) {
    double equity = all->equity[cycle], gross[4] = {0, 0, 0, 0};
    if (!is_equity(equity)) return cycle;
    for (int64_t start = 0; start < instruments; start += ROOM) {
      double values[ROOM];
      int64_t left = instruments - start, count = left < ROOM ? left : ROOM, change = 0;
      const double *held = all->held + start;
      ROW
      for (int64_t n = 0; n < count; n++) {
        int64_t place = cycle * instruments + start + n;
        change |= changes(all, place, held[n], equity, undecided, has_units, values + n);
      }
      if (change) return cycle;
      for (int64_t n = count; n % 4 != 0; n++) values[n] = 0;
      for (int64_t n = 0; n < count; n += 4)
        for (int64_t lane = 0; lane < 4; lane++) gross[lane] += values[n + lane];
    }
    if (!((gross[0] + gross[1]) + (gross[2] + gross[3]) < all->most * equity)) return cycle;
  }
  return cycles;
}

INLINE int64_t met_by(const ccolumns_wishes *all, int64_t cycles, int64_t undecided, int has_units) {
  return all->instruments == 1 ? met_alone(all, cycles, undecided, has_units)
                               : met_all(all, cycles, undecided, has_units);
}

INLINE void met(const ccolumns_wishes *all, int64_t cycles, int64_t *still) {
  int has_units = all->has_units != 0;
  if (all->undecided == ccolumns_keep)
    *still = has_units ? met_by(all, cycles, ccolumns_keep, 1) : met_by(all, cycles, ccolumns_keep, 0);
  else if (all->undecided == ccolumns_close)
    *still = has_units ? met_by(all, cycles, ccolumns_close, 1) : met_by(all, cycles, ccolumns_close, 0);
  else
    *still = met_by(all, cycles, ccolumns_close_adverse, has_units);
}

WIDE(ccolumns_met, met, (const ccolumns_wishes *all, int64_t cycles, int64_t *still), (all, cycles, still))
