import Glibc

/// A path that means the same from any folder; the path itself where the system does not know it.
func absolutePath(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
}
