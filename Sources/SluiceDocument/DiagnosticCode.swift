/// A diagnostic's stable code, with the page that explains it.
///
/// A code never changes its meaning and is never used again for another. The first two digits say what the
/// matter belongs to: 01 YAML, 02 settings, 03 the graph, 04 parameters, secrets and includes, 05 data,
/// 06 files of other systems, 07 training runs and models.
public struct DiagnosticCode: Hashable, Sendable {
    /// The code as printed, such as `E0203`.
    public let id: String
    /// The matter in a few words, such as "unknown setting".
    public let title: String
    /// What it means, why it is an error, and how to mend it: Markdown, a few sentences and an example.
    public let explanation: String

    init(_ id: String, _ title: String, _ explanation: String) {
        (self.id, self.title, self.explanation) = (id, title, explanation)
    }

    /// Compares by code.
    public static func == (lhs: DiagnosticCode, rhs: DiagnosticCode) -> Bool { lhs.id == rhs.id }

    /// Hashes the code.
    public func hash(into hasher: inout Hasher) { hasher.combine(id) }

    /// Every code, in order.
    public static let all: [DiagnosticCode] = yaml + settings + graph + references + data + imports + models

    /// The code of that name; nil when there is none.
    public static func named(_ id: String) -> DiagnosticCode? { all.first { $0.id == id.uppercased() } }
}

extension DiagnosticCode: CustomStringConvertible {
    /// The code as printed.
    public var description: String { id }
}
