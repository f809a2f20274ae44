/// A TZif file in the making: an empty first block, then 64-bit changes, as modern files are.
struct TZifBytes {
    var version = UInt8(ascii: "2")
    var changes: [(seconds: Int64, type: UInt8)] = []
    var types: [Int32] = [0]
    var leapSeconds = 0
    var footer = "\nUTC0\n"

    var bytes: [UInt8] {
        if version == 0 { return block(timeSize: 4) }
        let empty = TZifBytes(version: version, types: [0]).block(timeSize: 4)
        return empty + block(timeSize: 8) + Array(footer.utf8)
    }

    private func block(timeSize: Int) -> [UInt8] {
        func bigEndian(_ value: Int64, size: Int) -> [UInt8] {
            (0..<size).map { UInt8(truncatingIfNeeded: value >> Int64(8 * (size - 1 - $0))) }
        }
        var bytes = Array("TZif".utf8) + [version] + [UInt8](repeating: 0, count: 15)
        for count in [0, 0, leapSeconds, changes.count, types.count, 4] {
            bytes += bigEndian(Int64(count), size: 4)
        }
        for change in changes { bytes += bigEndian(change.seconds, size: timeSize) }
        for change in changes { bytes.append(change.type) }
        for type in types { bytes += bigEndian(Int64(type), size: 4) + [0, 0] }
        bytes += Array("LMT\0".utf8)
        bytes += [UInt8](repeating: 0, count: leapSeconds * (timeSize + 4))
        return bytes
    }
}
