/// Why bytes are not a time zone.
public enum ZoneError: Error, Hashable, Sendable, CustomStringConvertible {
    /// They do not begin as a TZif file does.
    case notTZif
    /// They end before what their header announces.
    case truncated
    /// Their clock counts leap seconds, as the zones under `right/` do; ours does not.
    case leapSeconds
    /// A part of them contradicts the format (RFC 9636).
    case malformed(String)

    /// The reason in words.
    public var description: String {
        switch self {
        case .notTZif: "not a TZif time zone file"
        case .truncated: "the time zone file is cut short"
        case .leapSeconds: "the time zone file counts leap seconds"
        case .malformed(let part): "the time zone file is malformed: \(part)"
        }
    }
}
