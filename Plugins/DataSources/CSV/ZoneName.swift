import SluiceDocument
import SluiceKit
import SluiceMarket

/// A time zone as a pipeline file names it: `UTC`, an offset such as `+02:00`, or a name such as `Europe/Berlin`.
struct ZoneName: Hashable, Sendable {
    let name: String

    static let utc = ZoneName(name: "UTC")

    /// The zone.
    ///
    /// UTC, offsets and New York are built in; other names are files of the system's time zone data.
    func zone(from files: any FileAccess) throws -> Zone {
        if name == "America/New_York" { return .newYork }
        if let offset = Self.offset(of: name) { return .fixed(offset: offset) }
        guard let path else { return .utc }
        let stream = try files.open(path)
        let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 16_384, alignment: 16)
        defer { chunk.deallocate() }
        var bytes: [UInt8] = []
        // The largest zone there is has 4 kB.
        while bytes.count < 1_000_000, case let count = try stream.read(into: chunk), count > 0 {
            bytes.append(contentsOf: chunk[..<count])
        }
        return try Zone(tzif: bytes)
    }

    /// The system's file that says what the zone is; nil for those that are built in.
    var path: String? {
        let isBuiltIn = name == "UTC" || name == "Z" || name == "America/New_York"
        return isBuiltIn || Self.offset(of: name) != nil ? nil : "/usr/share/zoneinfo/\(name)"
    }

    /// The seconds of `+02:00`, `-0500` or `+01`; nil for anything else.
    static func offset(of text: String) -> Int? {
        guard let sign = text.first, sign == "+" || sign == "-",
            let moment = Timestamp(iso8601: "1970-01-02T00:00:00\(text)")
        else { return nil }
        return Int(86_400 - moment.seconds)
    }

    /// Whether a text looks like a name of the time zone database: parts of letters, digits, `_`, `+` and `-`.
    static func isName(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        return 1...3 ~= parts.count
            && parts.allSatisfy { part in
                part.first?.isLetter == true && part.count <= 32
                    && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_+-".contains($0)) }
            }
    }
}

extension ZoneName: SettingValue {
    static var shape: SettingShape { .text }
    static var unread: ZoneName { .utc }
    var text: String? { name }

    static func read(_ node: Node, into issues: inout SettingIssues) -> ZoneName? {
        guard let text = String.read(node, into: &issues) else { return nil }
        if offset(of: text) != nil || isName(text) { return ZoneName(name: text) }
        issues.mismatch(node, wanted: "UTC, an offset such as +02:00 or a zone such as Europe/Berlin")
        return nil
    }
}
