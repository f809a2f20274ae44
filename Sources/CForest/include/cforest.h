#ifndef CFOREST_H
#define CFOREST_H

// Forests as tables of bytes: 32 trees, or 32 rows, at a time. AVX2 where the processor has it, else plain C; either gives
// the same bits, since bytes are compared and leaves are summed one by one in the order of the trees.
#include <stdint.h>

#pragma clang assume_nonnull begin

/// A column of codes: where among some thresholds of a feature a value lies.
///
/// The code is 0 for a missing value, else 1 + the number of thresholds below the value, of at most 254.
typedef struct {
  uint32_t feature;
  /// Where its 16 pivots begin, each the last of 16 thresholds; the thresholds lie behind them. Both end with infinities.
  uint32_t first;
  /// Whether a value within 1e-35 of zero is missing.
  uint32_t zero_is_missing;
  /// Whether the value counts in single precision.
  uint32_t rounds;
} cforest_column;

/// 32 trees whose splits are evaluated side by side.
///
/// A slot of the program has for each tree a split: 32 columns, 32 offsets, 32 bounds, and for each of the slot's planes
/// 32 bytes, which are the leaves left of the split. A value goes right when its code less the offset is above the
/// bound, as signed bytes. Slots stand in the order of their planes.
typedef struct {
  /// Where the program begins.
  uint32_t program;
  /// Where the leaves of the first tree begin; a tree has 8 x planes of them.
  uint32_t leaves;
  /// Where the masks of this block begin in those of a category class, in planes.
  uint32_t masks;
  /// How many of the trees there are.
  uint16_t trees;
  /// 4 or 8; for oblivious trees 0.
  uint16_t planes;
  /// How many slots have one plane, two, and so on; for oblivious trees the first is the depth.
  uint16_t slots[8];
} cforest_block;

/// A tree for many rows at once: its records begin there, those of the first plane of leaves first; of an oblivious tree
/// they are its levels.
typedef struct {
  uint32_t first;
  uint16_t counts[8];
} cforest_tree;

/// A split and the leaves left of it within a plane.
///
/// Bound and leaves are repeated in four bytes. A code goes left when it is below the bound, as signed bytes.
typedef struct {
  /// Twice the column; 1 more where a missing value goes right.
  uint32_t column;
  uint32_t bound;
  uint32_t leaves;
} cforest_record;

/// A compiled forest.
typedef struct {
  const cforest_column *columns;
  const double *thresholds;
  const cforest_block *blocks;
  const uint8_t *program;
  const cforest_tree *trees;
  const cforest_record *records;
  /// Leaves in double or in single precision.
  const double *_Nullable leaves;
  const float *_Nullable single_leaves;
  uint32_t column_count;
  /// Columns in groups of 16: 1, 2, 4, 8 or 16 groups.
  uint32_t tables;
  uint32_t block_count;
} cforest_plan;

/// Whether the processor has AVX2.
int cforest_has_avx2(void);

/// Turns a row into codes, one for each column.
void cforest_codes(const cforest_column *columns, uint32_t count, const double *thresholds, const double *row,
                   uint8_t *codes, int uses_avx2);

/// Adds the leaves of a row to a sum, in the order of the trees.
///
/// `classes[n]` are the masks of the class of the n-th categorical feature. Exits, when given, become each tree's leaf.
double cforest_sum(const cforest_plan *plan, const uint8_t *codes, const uint8_t *_Nullable const *_Nullable classes,
                   uint32_t class_count, double start, uint8_t *_Nullable exits, int uses_avx2);

/// How many rows are evaluated at once at most.
enum { cforest_lanes = 64 };

/// Turns rows into codes, column behind column, each twice: 2 x columns x 64 bytes. Needs AVX2.
void cforest_batch_codes(const cforest_plan *plan, const double *rows, uint32_t features, uint32_t count, uint8_t *codes);

/// Adds the leaves of at most 64 rows to their sums, in the order of the trees. Needs AVX2, and no categories.
///
/// Exits, when given, become each tree's leaves, 64 a tree, and nothing is added.
void cforest_batch_sum(const cforest_plan *plan, const uint8_t *codes, uint32_t count, double *sums,
                       uint8_t *_Nullable exits);

/// A split of a tree that is walked, or a leaf, which leads to itself.
typedef struct {
  /// The place of a code in the row's; those less 1, which send a missing value right, lie behind the others.
  uint16_t code;
  /// From this code on a value goes right, to the node behind the child.
  uint16_t bound;
  uint32_t child;
} cforest_node;

/// A forest of trees that are walked side by side.
typedef struct {
  const cforest_node *nodes;
  /// For each node what it adds as a leaf.
  const double *values;
  /// The trees' roots, and as many more as are walked together.
  const uint32_t *roots;
  uint32_t tree_count;
  uint32_t is_single;
} cforest_walk;

/// How many trees are walked side by side.
enum { cforest_side = 8 };

/// Adds the leaves of rows, whose codes lie `stride` apart, to their sums, in the order of the trees.
///
/// Exits, when given, become the leaves' nodes, trees + 8 a row, and nothing is added.
void cforest_walk_sum(const cforest_walk *forest, const uint8_t *codes, uint32_t stride, uint32_t count, double *sums,
                      uint32_t *_Nullable exits);

#pragma clang assume_nonnull end

#endif
