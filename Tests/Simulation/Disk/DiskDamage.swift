import Glibc

/// Damages a page of a file, as a failing disk does.
enum DiskDamage {
    /// Writes nonsense over the head of a page; false when the file has too few.
    static func damage(_ path: String, page: Int) -> Bool {
        let descriptor = open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        let size = lseek(descriptor, 0, SEEK_END)
        let offset = page * 4_096
        guard size >= offset + 4_096 else { return false }
        let nonsense = [UInt8](repeating: 0xA5, count: 256)
        return pwrite(descriptor, nonsense, nonsense.count, offset) == nonsense.count
    }
}
