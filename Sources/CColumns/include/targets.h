// What is wished for of instruments, and what of it there is to do.
#pragma once

#include <stdint.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF
#pragma clang assume_nonnull begin

/// Whether anything is said of an instrument: not all four numbers are 0.
static inline int ccolumns_is_concerned(double side, double leaves, double quantity, double pending) {
  return (side != 0) | (leaves != 0) | (quantity != 0) | (pending != 0);
}

/// Finds the places at which not all four numbers are 0; the wish at every other becomes NaN. `places` has room for
/// all.
void ccolumns_concerned(int64_t count, const double *side, const double *leaves, const double *quantity,
                        const double *pending, double *wish, intptr_t *places, int64_t *found);

/// What becomes of a holding without a decision.
enum { ccolumns_keep = 0, ccolumns_close = 1, ccolumns_close_adverse = 2 };

/// Decisions of one size each, instrument after instrument, cycle after cycle; and what is held of each instrument.
typedef struct {
  const double *side, *scale, *leaves, *alpha, *cost, *mark;
  /// By cycle.
  const double *equity;
  /// By instrument.
  const double *held;
  int64_t instruments;
  /// Units, or the part of the equity that each is worth.
  double size;
  int64_t has_units;
  /// What becomes of a holding without a decision, one of the numbers above.
  int64_t undecided;
  /// How near what is held has to be, and how often the equity all together may be worth.
  double tolerance, most;
} ccolumns_wishes;

/// In how many cycles from the first one on what is held is what is wished for.
void ccolumns_met(const ccolumns_wishes *all, int64_t cycles, int64_t *still);

/// Whether a target is infinite, or other than 0 while what is held has no weight or no price; NaN is no target.
static inline int ccolumns_is_odd(double target, double held, double weight, double mark) {
  double infinite = __builtin_inf();
  int is_known = (mark > 0) & (mark < infinite) & (__builtin_fabs(weight) < infinite);
  return (__builtin_fabs(target) == infinite) | ((__builtin_fabs(target) > 0) & (held != 0) & !is_known);
}

/// How many targets are odd.
void ccolumns_count_odd(int64_t count, const double *target, const double *held, const double *weight,
                        const double *mark, int64_t *found);

/// The next greater number; of one above 0.
static inline double ccolumns_next_up(double number) {
  uint64_t bits;
  memcpy(&bits, &number, sizeof bits);
  bits++;
  memcpy(&number, &bits, sizeof bits);
  return number;
}

/// The weight that some units of an instrument are; see `ccolumns_unit_weights`.
static inline double ccolumns_unit_weight(double units, double equity, double side, double mark) {
  double infinite = __builtin_inf(), nothing = __builtin_nan(""), share = units * mark / equity;
  if (!(equity > 0 && equity < infinite && mark > 0 && mark < infinite)) share = nothing;
  for (int round = 0; round < 4 && share * equity / mark < units; round++) share = ccolumns_next_up(share);
  return side > 0 ? share : side < 0 ? -share : nothing;
}

/// The least weight of which weight x equity / mark is no less than some units, negative where the side is; NaN where
/// there is no side, and where mark or equity are not above 0 and finite.
void ccolumns_unit_weights(int64_t count, double units, double equity, const double *side, const double *mark,
                           double *weight);

/// The weight each instrument shall have, what is held of it, its mark and what its currency is worth.
typedef struct {
  const double *weight, *held, *mark, *rate;
  int64_t count;
  double equity;
  /// How near what is held has to be.
  double nearness;
} ccolumns_targets;

/// Whether a target is neither absent nor near what is held; the units of one that is near, else NaN.
static inline int64_t ccolumns_is_far(const ccolumns_targets *all, int64_t n, double *near) {
  double greatest = __DBL_MAX__;
  double weight = all->weight[n], equity = all->equity / all->rate[n], mark = all->mark[n];
  double wanted = weight * equity / mark;
  int is_left = !(__builtin_fabs(weight) <= greatest);
  int is_near = (weight != 0) & (equity > 0) & (mark > 0) &
                (__builtin_fabs(wanted - all->held[n]) < all->nearness) & (__builtin_fabs(wanted) < 1e9) & (!is_left);
  *near = is_near ? wanted : __builtin_nan("");
  return !(is_left | is_near);
}

/// Finds the places of targets that are neither absent nor near what is held. `near` becomes the units of a target that
/// is, else NaN; `has_goal` tells them apart.
void ccolumns_far(const ccolumns_targets *all, double *near, _Bool *has_goal, intptr_t *places, int64_t *found);

#pragma clang assume_nonnull end
