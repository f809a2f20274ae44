internal import CStream

/// Copies past the caches: for what is kept and not read soon, so that what is at work stays in them.
package enum StreamedCopy {
    /// Copies bytes; the regions do not overlap.
    package static func copy(
        _ count: Int, from source: UnsafeRawPointer, to target: UnsafeMutableRawPointer
    ) {
        cstream_copy(target, source, count)
    }
}
