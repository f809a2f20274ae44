#include "ccolumns.h"
#include "wide.h"

#include <float.h>
#include <math.h>

#pragma STDC FP_CONTRACT OFF

/// As `Arbitration` judges one horizon, without a branch. What the rule asks is told apart outside the loop.
INLINE void judge(const ccolumns_arbitration *rule, int64_t count, const double *bid, const double *ask,
                  const double *volatility, const double *alpha, const ccolumns_verdicts *verdicts, int asks_volatility,
                  int is_long_only) {
  double *restrict horizon = verdicts->horizon, *restrict side = verdicts->side, *restrict chosen = verdicts->alpha;
  double *restrict costs = verdicts->cost, *restrict net = verdicts->net, *restrict score = verdicts->score;
  double *restrict observed = verdicts->observed, *restrict limit = verdicts->limit;
  int64_t *restrict outcome = verdicts->outcome;
  double spread_multiple = rule->spread_multiple, timing_multiple = rule->timing_multiple, root = rule->root;
  double five_minutes = rule->five_minutes, factor = rule->factor;
  double base = rule->base_threshold, reserve = rule->reserve_multiple;
  double fall = is_long_only ? 0 : -1, rest = is_long_only ? 1 : 0;
  int compares_edge = rule->compares_edge != 0, adds_cost = rule->adds_cost != 0;
  for (int64_t n = 0; n < count; n++) {
    double own = alpha[n], low = bid[n], high = ask[n];
    double quoted = (high - low) / ((low + high) / 2) * 10000;
    double spread = ((low > 0) & (high >= low)) ? quoted : NAN;
    double risk = asks_volatility ? volatility[n] * five_minutes : 0;
    double cost = (spread_multiple * spread + timing_multiple * risk * root + 0) * factor;
    double edge = (is_long_only ? own : fabs(own)) - cost, scored = edge / root;
    double reserved = base + reserve * spread, threshold = adds_cost ? reserved + cost : reserved;
    double reached = compares_edge ? edge : scored;
    double sign = own < 0 ? fall : own > 0 ? 1 : rest;

    int has_quote = spread < INFINITY, is_known = has_quote & (risk >= 0) & (risk <= DBL_MAX);
    int is_priced = is_known & (fabs(edge) <= DBL_MAX), lacks = (!is_known) & (fabs(own) <= DBL_MAX);
    int trades = is_priced & (sign != 0) & (reached >= threshold), is_held = is_priced & (!trades) & (own != 0);
    int is_short = is_held & is_long_only & (own < 0), is_below = is_held & (!is_short), shows = is_priced | lacks;
    horizon[n] = shows ? 0 : NAN;
    chosen[n] = shows ? own : NAN;
    costs[n] = is_priced ? cost : NAN;
    net[n] = is_priced ? sign * (0 >= edge ? 0 : edge) : NAN;
    score[n] = is_priced ? scored : NAN;
    side[n] = trades ? sign : 0;
    observed[n] = is_short ? own : is_below ? reached : NAN;
    limit[n] = is_short ? 0 : is_below ? threshold : NAN;
    int64_t lack = has_quote ? ccolumns_no_volatility : ccolumns_no_quote;
    int64_t held = is_short ? ccolumns_short_not_allowed : is_below ? ccolumns_below_threshold : ccolumns_no_alpha;
    outcome[n] = trades ? ccolumns_trades : lacks ? lack : held;
  }
}

INLINE void arbitrate(const ccolumns_arbitration *rule, int64_t count, const double *bid, const double *ask,
                      const double *volatility, const double *alpha, const ccolumns_verdicts *verdicts) {
  if (rule->asks_volatility && rule->is_long_only)
    judge(rule, count, bid, ask, volatility, alpha, verdicts, 1, 1);
  else if (rule->asks_volatility)
    judge(rule, count, bid, ask, volatility, alpha, verdicts, 1, 0);
  else if (rule->is_long_only)
    judge(rule, count, bid, ask, volatility, alpha, verdicts, 0, 1);
  else
    judge(rule, count, bid, ask, volatility, alpha, verdicts, 0, 0);
}

WIDE(ccolumns_arbitrate, arbitrate,
     (const ccolumns_arbitration *rule, int64_t count, const double *bid, const double *ask, const double *volatility,
      const double *alpha, const ccolumns_verdicts *verdicts),
     (rule, count, bid, ask, volatility, alpha, verdicts))
