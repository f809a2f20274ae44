#ifndef CDUCKDB_H
#define CDUCKDB_H

// DuckDB as a library that is opened at run time by its path, or not at all: nothing links it, and it needs no header.
// Every function that can fail returns NULL, or why it failed: a text that belongs to the calling thread until its
// next call here. Nothing is downloaded: extensions are neither installed nor loaded.
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// The rows of a Parquet file, each value as text.
typedef struct cduckdb_rows cduckdb_rows;

/// Opens a library (once per process and path) and with it a file; `library` may be PyPI's extension module of DuckDB.
const char *_Nullable cduckdb_open(const char *library, const char *file, cduckdb_rows *_Nullable *_Nonnull rows);
void cduckdb_close(cduckdb_rows *rows);

size_t cduckdb_column_count(const cduckdb_rows *rows);
const char *_Nullable cduckdb_column_name(const cduckdb_rows *rows, size_t column);

/// Brings the next rows; `*count` is how many they are, 0 at the end.
const char *_Nullable cduckdb_next(cduckdb_rows *rows, size_t *count);

/// The text of a value of the rows at hand, without a zero at its end; NULL for null.
const char *_Nullable cduckdb_text(const cduckdb_rows *rows, size_t column, size_t row, size_t *length);

#pragma clang assume_nonnull end

#endif
