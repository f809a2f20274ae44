public import SluiceDocument

/// The names that a template may use, and the values they have when it is filled.
public protocol TemplateNames: Sendable {
    /// Every name that may stand in `${...}`.
    static var names: [String] { get }
    /// The value of a name; nil when it is absent this time.
    func value(of name: String) -> String?
}

/// Text with places that are filled when it is used: `"${event.name}: ${event.message}"`.
///
/// Which names may stand in it is checked when the file is read, so filling cannot fail.
public struct Template<Names: TemplateNames>: Sendable {
    enum Piece: Sendable, Hashable {
        case literal(String)
        case place(String)
    }

    let pieces: [Piece]
    /// The template as written.
    public let written: String

    /// Creates a template; nil when it names something unknown or a `${` is not closed.
    public init?(_ written: String) {
        guard case .success(let pieces) = Self.parse(written) else { return nil }
        (self.pieces, self.written) = (pieces, written)
    }

    private init(_ written: String, pieces: [Piece]) { (self.pieces, self.written) = (pieces, written) }

    /// The text with every place filled; an absent value leaves nothing, and escaping is the caller's business.
    public func filled(with values: Names) -> String {
        pieces.map { piece in
            switch piece {
            case .literal(let text): text
            case .place(let name): values.value(of: name) ?? ""
            }
        }.joined()
    }

    private struct Fault: Error {
        let message: String
        let suggestion: String?
    }

    private static func parse(_ written: String) -> Result<[Piece], Fault> {
        var pieces: [Piece] = []
        var rest = Substring(written)
        while let open = rest.firstRange(of: "${") {
            if open.lowerBound > rest.startIndex { pieces.append(.literal(String(rest[..<open.lowerBound]))) }
            guard let close = rest[open.upperBound...].firstIndex(of: "}") else {
                return .failure(Fault(message: "has a ${ without its }", suggestion: nil))
            }
            let name = String(rest[open.upperBound..<close])
            guard Names.names.contains(name) else {
                return .failure(
                    Fault(
                        message: "may not name '\(name)'; known are \(Names.names.joined(separator: ", "))",
                        suggestion: nearestName(to: name, among: Names.names)
                    )
                )
            }
            pieces.append(.place(name))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { pieces.append(.literal(String(rest))) }
        return .success(pieces)
    }
}

extension Template: SettingValue {
    public static var shape: SettingShape { .template(Names.names) }
    public static var unread: Template { Template("", pieces: []) }
    public var text: String? { written }

    public static func read(_ node: Node, into issues: inout SettingIssues) -> Template? {
        guard let text = node.settingText("a template", into: &issues) else { return nil }
        switch parse(text) {
        case .success(let pieces): return Template(text, pieces: pieces)
        case .failure(let fault):
            issues.report(
                .badTemplate, "'\(issues.key)' \(fault.message)", at: node, suggestion: fault.suggestion
            )
            return nil
        }
    }
}
