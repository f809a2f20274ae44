/// The counts of a crash test as one flat object, with whether all was well.
struct CrashReport: Encodable {
    let counts: CrashCounts
    let ok: Bool
    let seconds: Double

    private enum Key: String, CodingKey { case ok, seconds }

    func encode(to encoder: any Encoder) throws {
        try counts.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(ok, forKey: .ok)
        try container.encode(seconds, forKey: .seconds)
    }
}
