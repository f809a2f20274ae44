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
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        where line.hasPrefix("VmHWM:") {
            let number = line.split { $0 == " " || $0 == "\t" }.dropFirst().first
            return number.flatMap { Double($0) }.map { $0 / 1_024 }
        }
        return nil
    }
}
