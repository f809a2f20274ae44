#include "cforest.h"

#pragma STDC FP_CONTRACT OFF

enum { side = cforest_side };

/// Walks some trees side by side until none moves.
static inline __attribute__((always_inline)) void walk(const cforest_walk *forest, const uint32_t *roots,
                                                       const uint8_t *codes, uint32_t *places) {
  const cforest_node *nodes = forest->nodes;
  uint32_t at[side];
  for (uint32_t n = 0; n < side; n++) at[n] = roots[n];
  for (;;) {
    uint32_t moved = 0;
    for (uint32_t step = 0; step < 4; step++) {
      moved = 0;
#pragma clang loop unroll(full)
      for (uint32_t n = 0; n < side; n++) {
        cforest_node node = nodes[at[n]];
        uint32_t next = node.child + (codes[node.code] >= node.bound);
        moved |= next ^ at[n];
        at[n] = next;
      }
    }
    if (!moved) break;
  }
  for (uint32_t n = 0; n < side; n++) places[n] = at[n];
}

void cforest_walk_sum(const cforest_walk *forest, const uint8_t *codes, uint32_t stride, uint32_t count, double *sums,
                      uint32_t *exits) {
  for (uint32_t first = 0; first < forest->tree_count; first += side) {
    uint32_t trees = forest->tree_count - first < side ? forest->tree_count - first : side;
    for (uint32_t row = 0; row < count; row++) {
      uint32_t own[side];
      uint32_t *places = exits ? exits + (forest->tree_count + side) * (uint64_t)row + first : own;
      walk(forest, forest->roots + first, codes + (uint64_t)stride * row, places);
      if (exits) continue;
      double sum = sums[row];
      if (forest->is_single) {
        float single = (float)sum;
        for (uint32_t n = 0; n < trees; n++) single += (float)forest->values[places[n]];
        sum = single;
      } else {
        for (uint32_t n = 0; n < trees; n++) sum += forest->values[places[n]];
      }
      sums[row] = sum;
    }
  }
}
