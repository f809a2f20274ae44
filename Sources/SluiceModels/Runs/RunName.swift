/// What names of files and folders a run may have.
enum RunName {
    /// Whether a name can be that of a target, a level or a file: letters and digits of ASCII and `_-.+:@&^=~`, at most
    /// 128 of them, of which the first is no point.
    static func isSound(_ name: String) -> Bool {
        let bytes = name.utf8
        return (1...128).contains(bytes.count) && bytes.first != UInt8(ascii: ".")
            && bytes.allSatisfy(isSound)
    }

    private static func isSound(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "_-.+:@&^=~".utf8.contains(byte)
        }
    }

    /// Whether a name begins with a time stamp, `20260121_120000`.
    static func isStamp(_ name: String) -> Bool { stampDigits(name) != nil }

    /// The digits of a name that begins with a time stamp, 14 of them.
    static func stampDigits(_ name: String) -> [Int]? {
        let bytes = Array(name.utf8.prefix(15))
        guard bytes.count == 15, bytes[8] == UInt8(ascii: "_") else { return nil }
        let digits = (bytes[..<8] + bytes[9...]).map { Int($0) - 0x30 }
        return digits.allSatisfy { (0...9).contains($0) } ? digits : nil
    }
}
