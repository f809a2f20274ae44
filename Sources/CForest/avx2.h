// What the files for machines with AVX2 share.
#pragma once

#include <stdint.h>

#define AVX2 __attribute__((target("avx2,bmi,popcnt")))
#define INLINE static inline __attribute__((always_inline))

#if defined(__x86_64__)
#include <immintrin.h>

/// How many of 16 ascending thresholds are below a value; none for NaN.
INLINE AVX2 uint32_t below(const double *from, __m256d value) {
  __m256i a = _mm256_castpd_si256(_mm256_cmp_pd(_mm256_loadu_pd(from), value, _CMP_LT_OQ));
  __m256i b = _mm256_castpd_si256(_mm256_cmp_pd(_mm256_loadu_pd(from + 4), value, _CMP_LT_OQ));
  __m256i c = _mm256_castpd_si256(_mm256_cmp_pd(_mm256_loadu_pd(from + 8), value, _CMP_LT_OQ));
  __m256i d = _mm256_castpd_si256(_mm256_cmp_pd(_mm256_loadu_pd(from + 12), value, _CMP_LT_OQ));
  __m256i all = _mm256_packs_epi16(_mm256_packs_epi32(a, b), _mm256_packs_epi32(c, d));
  // Two bytes for each threshold.
  return (uint32_t)__builtin_popcount((uint32_t)_mm256_movemask_epi8(all)) / 2;
}
#endif
