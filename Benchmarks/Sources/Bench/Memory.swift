import Glibc

/// The memory of this process.
enum Memory {
    /// The most that it has had in the machine, in bytes; 0 where the system does not say.
    static var peak: Int {
        guard let file = fopen("/proc/self/status", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, Int32(line.count), file) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            guard text.hasPrefix("VmHWM:") else { continue }
            let number = text.split { $0 == " " || $0 == "\t" }.dropFirst().first
            return (number.flatMap { Int($0) } ?? 0) * 1_024
        }
        return 0
    }
}
