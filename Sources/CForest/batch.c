#include "avx2.h"
#include "cforest.h"

#include <string.h>

#pragma STDC FP_CONTRACT OFF

#if defined(__x86_64__)
enum { lanes = cforest_lanes };

INLINE AVX2 __m256i load(const uint8_t *from) { return _mm256_load_si256((const __m256i *)from); }
INLINE AVX2 void store(uint8_t *to, __m256i value) { _mm256_store_si256((__m256i *)to, value); }

/// Which leaves of a plane stay, for 64 rows.
INLINE AVX2 const cforest_record *stay(const cforest_record *record, uint32_t count, const uint8_t *codes,
                                       __m256i *planes) {
  __m256i low = _mm256_set1_epi8(-1), high = low;
  for (const cforest_record *end = record + count; record < end; record++) {
    const uint8_t *column = codes + lanes * (size_t)record->column;
    __m256i bound = _mm256_set1_epi32((int)record->bound), leaves = _mm256_set1_epi32((int)record->leaves);
    low = _mm256_andnot_si256(_mm256_andnot_si256(_mm256_cmpgt_epi8(bound, load(column)), leaves), low);
    high = _mm256_andnot_si256(_mm256_andnot_si256(_mm256_cmpgt_epi8(bound, load(column + 32)), leaves), high);
  }
  planes[0] = low;
  planes[1] = high;
  return record;
}

/// The first leaf of those that stay, of 32 rows; planes lie two apart.
INLINE AVX2 __m256i first_leaf(const __m256i *planes, uint32_t count) {
  const __m256i zero = _mm256_setzero_si256();
  __m256i byte = planes[2 * (count - 1)], start = _mm256_set1_epi8((char)(8 * (count - 1)));
  for (uint32_t n = count - 1; n > 0; n--) {
    __m256i is_empty = _mm256_cmpeq_epi8(planes[2 * (n - 1)], zero);
    byte = _mm256_blendv_epi8(planes[2 * (n - 1)], byte, is_empty);
    start = _mm256_blendv_epi8(_mm256_set1_epi8((char)(8 * (n - 1))), start, is_empty);
  }
  const __m256i zeros = _mm256_broadcastsi128_si256(_mm_setr_epi8(8, 0, 1, 0, 2, 0, 1, 0, 3, 0, 1, 0, 2, 0, 1, 0));
  const __m256i nibble = _mm256_set1_epi8(15);
  __m256i low = _mm256_shuffle_epi8(zeros, _mm256_and_si256(byte, nibble));
  __m256i high = _mm256_shuffle_epi8(zeros, _mm256_and_si256(_mm256_srli_epi16(byte, 4), nibble));
  return _mm256_add_epi8(start, _mm256_min_epu8(low, _mm256_add_epi8(high, _mm256_set1_epi8(4))));
}

INLINE AVX2 void exits_by_masks(const cforest_plan *plan, const cforest_tree *tree, const uint8_t *codes,
                                uint8_t *exits, uint32_t planes) {
  const cforest_record *record = plan->records + tree->first;
  __m256i stays[16];
  for (uint32_t plane = 0; plane < planes; plane++)
    record = stay(record, tree->counts[plane], codes, stays + 2 * plane);
  store(exits, first_leaf(stays, planes));
  store(exits + 32, first_leaf(stays + 1, planes));
}

INLINE AVX2 void exits_by_levels(const cforest_plan *plan, const cforest_tree *tree, const uint8_t *codes,
                                 uint8_t *exits) {
  const cforest_record *record = plan->records + tree->first;
  __m256i low = _mm256_setzero_si256(), high = low;
  const __m256i one = _mm256_set1_epi8(1);
  for (const cforest_record *end = record + tree->counts[0]; record < end; record++) {
    const uint8_t *column = codes + lanes * (size_t)record->column;
    __m256i bound = _mm256_set1_epi32((int)record->bound);
    // Twice the number, and 1 unless the code goes left.
    low = _mm256_add_epi8(_mm256_add_epi8(low, low), _mm256_add_epi8(one, _mm256_cmpgt_epi8(bound, load(column))));
    high = _mm256_add_epi8(_mm256_add_epi8(high, high),
                           _mm256_add_epi8(one, _mm256_cmpgt_epi8(bound, load(column + 32))));
  }
  store(exits, low);
  store(exits + 32, high);
}

#define ADD_LEAVES(name, type)                                                                      \
  static AVX2 void name(const type *leaves, uint32_t width, uint32_t trees, const uint8_t *exits,   \
                        uint32_t count, double *sums) {                                             \
    for (uint32_t row = 0; row < count; row++) {                                                    \
      type sum = (type)sums[row];                                                                   \
      const type *own = leaves;                                                                     \
      for (uint32_t tree = 0; tree < trees; tree++, own += width) sum += own[exits[tree * lanes + row]]; \
      sums[row] = sum;                                                                              \
    }                                                                                               \
  }
ADD_LEAVES(add_doubles, double)
ADD_LEAVES(add_singles, float)

AVX2 void cforest_batch_sum(const cforest_plan *plan, const uint8_t *codes, uint32_t count, double *sums,
                            uint8_t *all_exits) {
  uint8_t own[32 * lanes] __attribute__((aligned(32)));
  for (uint32_t number = 0; number < plan->block_count; number++) {
    const cforest_block *block = plan->blocks + number;
    const cforest_tree *trees = plan->trees + 32 * number;
    uint8_t *exits = all_exits ? all_exits + 32 * lanes * (size_t)number : own;
    uint32_t width = block->planes ? 8u * block->planes : 1u << block->slots[0];
    for (uint32_t n = 0; n < block->trees; n++) {
      if (block->planes == 0) exits_by_levels(plan, trees + n, codes, exits + lanes * n);
      else if (block->planes == 4) exits_by_masks(plan, trees + n, codes, exits + lanes * n, 4);
      else exits_by_masks(plan, trees + n, codes, exits + lanes * n, 8);
    }
    if (all_exits) continue;
    if (plan->single_leaves) add_singles(plan->single_leaves + block->leaves, width, block->trees, exits, count, sums);
    else add_doubles(plan->leaves + block->leaves, width, block->trees, exits, count, sums);
  }
}

AVX2 void cforest_batch_codes(const cforest_plan *plan, const double *rows, uint32_t features, uint32_t count,
                              uint8_t *codes) {
  for (uint32_t n = 0; n < plan->column_count; n++, codes += 2 * lanes) {
    const cforest_column *column = plan->columns + n;
    const double *pivots = plan->thresholds + column->first, *value_place = rows + column->feature;
    for (uint32_t row = 0; row < count; row++, value_place += features) {
      double value = *value_place;
      if (column->rounds) value = (double)(float)value;
      __m256d wide = _mm256_set1_pd(value);
      uint32_t part = below(pivots, wide);
      uint32_t code = 1 + 16 * part + below(pivots + 16 + 16 * part, wide);
      int is_missing = value != value || (column->zero_is_missing && __builtin_fabs(value) <= (double)1e-35f);
      codes[row] = is_missing ? 0 : (uint8_t)code;
    }
    for (uint32_t half = 0; half < lanes; half += 32) {
      __m256i code = load(codes + half);
      store(codes + half, _mm256_sub_epi8(code, _mm256_set1_epi8((char)128)));
      store(codes + lanes + half, _mm256_sub_epi8(code, _mm256_set1_epi8((char)129)));
    }
  }
}
#else
void cforest_batch_sum(const cforest_plan *plan, const uint8_t *codes, uint32_t count, double *sums,
                       uint8_t *all_exits) {
  (void)plan, (void)codes, (void)count, (void)sums, (void)all_exits;
}
void cforest_batch_codes(const cforest_plan *plan, const double *rows, uint32_t features, uint32_t count,
                         uint8_t *codes) {
  (void)plan, (void)rows, (void)features, (void)count, (void)codes;
}
#endif
