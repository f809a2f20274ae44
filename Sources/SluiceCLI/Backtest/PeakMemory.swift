import SluiceFiles

/// The most memory that this process has had in the machine.
enum PeakMemory {
    /// In megabytes of 1,048,576 bytes; nil where the system does not say.
    ///
    /// From the process's own status, because what the system counts for `getrusage` includes the program that was there
    /// before this one was loaded.
    static var megabytes: Double? {
        guard let bytes = try? ProjectFiles.readAnywhere("/proc/self/status", limit: 65_536) else {
            return nil
        }
        for line in bytes.split(separator: UInt8(ascii: "\n")) where line.starts(with: "VmHWM:".utf8) {
            let digits = line.filter { byte in byte >= 0x30 && byte <= 0x39 }
            return Double(String(decoding: digits, as: UTF8.self)).map { $0 / 1_024 }
        }
        return nil
    }
}
