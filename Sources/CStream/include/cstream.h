#ifndef CSTREAM_H
#define CSTREAM_H

#include <stddef.h>

/// Copies bytes that the caller will not read again soon past the caches, so that what is in them stays.
///
/// The regions do not overlap. All of it is visible to other threads that the caller synchronizes with afterwards.
void cstream_copy(void *_Nonnull destination, const void *_Nonnull source, size_t count);

/// Asks for bytes that the caller will read soon, and does not wait until they come.
///
/// Where many rows are read in turn, a little of each, the processor cannot foresee what comes next.
void cstream_expect(const void *_Nonnull source, size_t count);

#endif
