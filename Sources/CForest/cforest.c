#include "avx2.h"
#include "cforest.h"

#include <string.h>

#pragma STDC FP_CONTRACT OFF

#if defined(__x86_64__)
INLINE AVX2 __m256i look_up(const __m256i *tables, uint32_t count, __m256i columns) {
  if (count == 1) return _mm256_shuffle_epi8(tables[0], columns);
  __m256i parts[16];
  // The highest bit would make it zero.
  __m256i places = count > 8 ? _mm256_and_si256(columns, _mm256_set1_epi8(15)) : columns;
  for (uint32_t n = 0; n < count; n++) parts[n] = _mm256_shuffle_epi8(tables[n], places);
  // Bit 4 of a column picks between neighbours, then bit 5, and so on: each is moved to a byte's highest.
  int shift = 3;
  for (uint32_t left = count; left > 1; left /= 2, shift--) {
    __m256i bit = shift > 0 ? _mm256_slli_epi16(columns, shift) : columns;
    for (uint32_t n = 0; n < left / 2; n++) parts[n] = _mm256_blendv_epi8(parts[2 * n], parts[2 * n + 1], bit);
  }
  return parts[0];
}

INLINE AVX2 __m256i load(const uint8_t *from) { return _mm256_loadu_si256((const __m256i *)from); }

INLINE AVX2 void store_halves(uint8_t *low, uint8_t *high, __m256i value) {
  _mm_storeu_si128((__m128i *)low, _mm256_castsi256_si128(value));
  _mm_storeu_si128((__m128i *)high, _mm256_extracti128_si256(value, 1));
}

INLINE AVX2 __m256i goes_right(const __m256i *tables, uint32_t count, const uint8_t *slot) {
  __m256i code = look_up(tables, count, load(slot));
  return _mm256_cmpgt_epi8(_mm256_sub_epi8(code, load(slot + 32)), load(slot + 64));
}

INLINE AVX2 void masks_of_block(const cforest_block *block, const __m256i *tables, uint32_t count, const uint8_t *slot,
                                __m256i *planes, uint32_t plane_count) {
#pragma clang loop unroll(full)
  for (uint32_t last = 0; last < plane_count; last++) {
    for (uint32_t n = block->slots[last]; n > 0; n--) {
      __m256i right = goes_right(tables, count, slot);
      slot += 96;
#pragma clang loop unroll(full)
      for (uint32_t plane = 0; plane <= last; plane++, slot += 32)
        planes[plane] = _mm256_andnot_si256(_mm256_and_si256(right, load(slot)), planes[plane]);
    }
  }
}

/// Bytes of four planes as 32 words of 32 bits, tree by tree.
INLINE AVX2 void weave(const __m256i *planes, uint8_t *words) {
  __m256i a = _mm256_unpacklo_epi8(planes[0], planes[1]), b = _mm256_unpackhi_epi8(planes[0], planes[1]);
  __m256i c = _mm256_unpacklo_epi8(planes[2], planes[3]), d = _mm256_unpackhi_epi8(planes[2], planes[3]);
  store_halves(words, words + 64, _mm256_unpacklo_epi16(a, c));
  store_halves(words + 16, words + 80, _mm256_unpackhi_epi16(a, c));
  store_halves(words + 32, words + 96, _mm256_unpacklo_epi16(b, d));
  store_halves(words + 48, words + 112, _mm256_unpackhi_epi16(b, d));
}

INLINE AVX2 double sum_avx2(const cforest_plan *plan, const uint8_t *codes, const uint8_t *const *classes,
                            uint32_t class_count, double start, uint8_t *exits, uint32_t count, int is_single) {
  __m256i tables[16];
  for (uint32_t n = 0; n < count; n++)
    tables[n] = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(codes + 16 * n)));
  double sum = start;
  float single = (float)start;
  for (uint32_t number = 0; number < plan->block_count; number++) {
    const cforest_block *block = plan->blocks + number;
    const uint8_t *slot = plan->program + block->program;
    uint32_t words[64];
    uint32_t trees = block->trees;
    if (block->planes == 0) {
      __m256i leaf = _mm256_setzero_si256();
      for (uint32_t n = block->slots[0]; n > 0; n--, slot += 96)
        leaf = _mm256_sub_epi8(_mm256_add_epi8(leaf, leaf), goes_right(tables, count, slot));
      uint8_t bytes[32];
      _mm256_storeu_si256((__m256i *)bytes, leaf);
      uint32_t width = 1u << block->slots[0];
      if (exits) {
        memcpy(exits + 32 * number, bytes, 32);
      } else if (is_single) {
        const float *leaves = plan->single_leaves + block->leaves;
        for (uint32_t n = 0; n < trees; n++, leaves += width) single += leaves[bytes[n]];
      } else {
        const double *leaves = plan->leaves + block->leaves;
        for (uint32_t n = 0; n < trees; n++, leaves += width) sum += leaves[bytes[n]];
      }
      continue;
    }
    __m256i planes[8];
    for (uint32_t n = 0; n < 8; n++) planes[n] = _mm256_set1_epi8(-1);
    for (uint32_t n = 0; n < class_count; n++)
      for (uint32_t plane = 0; plane < block->planes; plane++)
        planes[plane] = _mm256_and_si256(planes[plane], load(classes[n] + 32 * (block->masks + plane)));
    if (block->planes == 4) {
      masks_of_block(block, tables, count, slot, planes, 4);
      weave(planes, (uint8_t *)words);
      if (exits) {
        for (uint32_t n = 0; n < 32; n++) exits[32 * number + n] = (uint8_t)_tzcnt_u32(words[n]);
      } else if (is_single) {
        const float *leaves = plan->single_leaves + block->leaves;
        for (uint32_t n = 0; n < trees; n++, leaves += 32) single += leaves[_tzcnt_u32(words[n])];
      } else {
        const double *leaves = plan->leaves + block->leaves;
        for (uint32_t n = 0; n < trees; n++, leaves += 32) sum += leaves[_tzcnt_u32(words[n])];
      }
    } else {
      masks_of_block(block, tables, count, slot, planes, 8);
      weave(planes, (uint8_t *)words);
      weave(planes + 4, (uint8_t *)(words + 32));
      if (exits) {
        for (uint32_t n = 0; n < 32; n++)
          exits[32 * number + n] = (uint8_t)_tzcnt_u64((uint64_t)words[n + 32] << 32 | words[n]);
      } else if (is_single) {
        const float *leaves = plan->single_leaves + block->leaves;
        for (uint32_t n = 0; n < trees; n++, leaves += 64)
          single += leaves[_tzcnt_u64((uint64_t)words[n + 32] << 32 | words[n])];
      } else {
        const double *leaves = plan->leaves + block->leaves;
        for (uint32_t n = 0; n < trees; n++, leaves += 64)
          sum += leaves[_tzcnt_u64((uint64_t)words[n + 32] << 32 | words[n])];
      }
    }
  }
  return is_single ? single : sum;
}

#define VARIANT(name, tables, single)                                                                         \
  static AVX2 double name(const cforest_plan *plan, const uint8_t *codes, const uint8_t *const *classes,      \
                          uint32_t class_count, double start, uint8_t *exits) {                               \
    return sum_avx2(plan, codes, classes, class_count, start, exits, tables, single);                         \
  }
VARIANT(double_1, 1, 0)
VARIANT(double_2, 2, 0)
VARIANT(double_4, 4, 0)
VARIANT(double_16, 16, 0)
VARIANT(single_1, 1, 1)
VARIANT(single_2, 2, 1)
VARIANT(single_4, 4, 1)
VARIANT(single_16, 16, 1)

typedef double (*sum_function)(const cforest_plan *, const uint8_t *, const uint8_t *const *, uint32_t, double,
                               uint8_t *);
static const sum_function sums[2][4] = {{double_1, double_2, double_4, double_16},
                                        {single_1, single_2, single_4, single_16}};

INLINE double value_of(const cforest_column *column, const double *row) {
  double value = row[column->feature];
  return column->rounds ? (double)(float)value : value;
}

INLINE AVX2 void fetch_16(const double *thresholds) {
  _mm_prefetch((const char *)thresholds, _MM_HINT_T0);
  _mm_prefetch((const char *)(thresholds + 8), _MM_HINT_T0);
}

/// In two passes, so that a row after other work waits for memory once and not column by column: each knows what the next
/// one reads, and asks for it.
static AVX2 void codes_avx2(const cforest_column *columns, uint32_t count, const double *thresholds, const double *row,
                            uint8_t *codes) {
  for (uint32_t n = 0; n < count; n++) fetch_16(thresholds + columns[n].first);
  for (uint32_t n = 0; n < count; n++) {
    const double *pivots = thresholds + columns[n].first;
    uint32_t part = below(pivots, _mm256_set1_pd(value_of(columns + n, row)));
    fetch_16(pivots + 16 + 16 * part);
    codes[n] = (uint8_t)part;
  }
  for (uint32_t n = 0; n < count; n++) {
    double value = value_of(columns + n, row);
    uint32_t part = codes[n];
    uint32_t code = 1 + 16 * part + below(thresholds + columns[n].first + 16 + 16 * part, _mm256_set1_pd(value));
    int is_missing = value != value || (columns[n].zero_is_missing && __builtin_fabs(value) <= (double)1e-35f);
    codes[n] = is_missing ? 0 : (uint8_t)code;
  }
}
#endif

static void codes_plain(const cforest_column *columns, uint32_t count, const double *thresholds, const double *row,
                        uint8_t *codes) {
  for (uint32_t n = 0; n < count; n++) {
    const cforest_column *column = columns + n;
    const double *pivots = thresholds + column->first;
    double value = row[column->feature];
    if (column->rounds) value = (double)(float)value;
    uint32_t part = 0, code = 1;
    for (uint32_t place = 0; place < 16; place++) part += pivots[place] < value;
    for (uint32_t place = 0; place < 16; place++) code += pivots[16 + 16 * part + place] < value;
    int is_missing = value != value || (column->zero_is_missing && __builtin_fabs(value) <= (double)1e-35f);
    codes[n] = is_missing ? 0 : (uint8_t)(code + 16 * part);
  }
}

static uint32_t first_bit(const uint8_t planes[8][32], uint32_t tree) {
  for (uint32_t plane = 0; plane < 8; plane++)
    if (planes[plane][tree]) return 8 * plane + (uint32_t)__builtin_ctz(planes[plane][tree]);
  return 0;
}

static void exits_plain(const cforest_plan *plan, const cforest_block *block, const uint8_t *codes,
                        const uint8_t *const *classes, uint32_t class_count, uint8_t *exits) {
  const uint8_t *slot = plan->program + block->program;
  uint8_t planes[8][32];
  memset(planes, 0xff, sizeof planes);
  memset(exits, 0, 32);
  for (uint32_t n = 0; n < class_count; n++)
    for (uint32_t place = 0; place < 32u * block->planes; place++)
      planes[place / 32][place % 32] &= classes[n][32 * block->masks + place];
  uint32_t kinds = block->planes ? block->planes : 1;
  for (uint32_t last = 0; last < kinds; last++) {
    for (uint32_t n = block->slots[last]; n > 0; n--) {
      uint8_t right[32];
      for (uint32_t tree = 0; tree < 32; tree++)
        right[tree] = (int8_t)(uint8_t)(codes[slot[tree]] - slot[tree + 32]) > (int8_t)slot[tree + 64] ? 0xff : 0;
      slot += 96;
      if (!block->planes) {
        for (uint32_t tree = 0; tree < 32; tree++) exits[tree] = (uint8_t)(2 * exits[tree] + (right[tree] & 1));
        continue;
      }
      for (uint32_t plane = 0; plane <= last; plane++, slot += 32)
        for (uint32_t tree = 0; tree < 32; tree++) planes[plane][tree] &= ~(right[tree] & slot[tree]);
    }
  }
  if (block->planes)
    for (uint32_t tree = 0; tree < 32; tree++) exits[tree] = (uint8_t)first_bit(planes, tree);
}

static double sum_plain(const cforest_plan *plan, const uint8_t *codes, const uint8_t *const *classes,
                        uint32_t class_count, double start, uint8_t *exits) {
  double sum = start;
  float single = (float)start;
  for (uint32_t number = 0; number < plan->block_count; number++) {
    const cforest_block *block = plan->blocks + number;
    uint8_t own[32];
    exits_plain(plan, block, codes, classes, class_count, own);
    if (exits) {
      memcpy(exits + 32 * number, own, 32);
      continue;
    }
    uint32_t width = block->planes ? 8u * block->planes : 1u << block->slots[0];
    for (uint32_t tree = 0; tree < block->trees; tree++) {
      uint32_t leaf = block->leaves + tree * width + own[tree];
      if (plan->single_leaves) single += plan->single_leaves[leaf];
      else sum += plan->leaves[leaf];
    }
  }
  return plan->single_leaves ? single : sum;
}

int cforest_has_avx2(void) {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("popcnt");
#else
  return 0;
#endif
}

void cforest_codes(const cforest_column *columns, uint32_t count, const double *thresholds, const double *row,
                   uint8_t *codes, int uses_avx2) {
#if defined(__x86_64__)
  if (uses_avx2) {
    codes_avx2(columns, count, thresholds, row, codes);
    return;
  }
#endif
  codes_plain(columns, count, thresholds, row, codes);
}

double cforest_sum(const cforest_plan *plan, const uint8_t *codes, const uint8_t *const *classes, uint32_t class_count,
                   double start, uint8_t *exits, int uses_avx2) {
#if defined(__x86_64__)
  if (uses_avx2) {
    sum_function function = sums[plan->single_leaves != 0][plan->tables == 1 ? 0 : plan->tables == 2 ? 1 : plan->tables == 4 ? 2 : 3];
    return function(plan, codes, classes, class_count, start, exits);
  }
#endif
  return sum_plain(plan, codes, classes, class_count, start, exits);
}
