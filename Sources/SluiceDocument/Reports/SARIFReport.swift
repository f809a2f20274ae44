/// Diagnostics as a log of the Static Analysis Results Interchange Format, version 2.1.0 (OASIS, 2020).
///
/// Code hosts and editors read it. Columns count Unicode scalars from 1, and the end is just behind the last
/// character, in SARIF as here.
public struct SARIFReport: Sendable {
    private let version: String

    /// Creates a report.
    ///
    /// - Parameter version: The version of the program.
    public init(version: String) { self.version = version }

    /// The log of one run.
    public func json(_ diagnostics: [Diagnostic]) -> JSONValue {
        let codes = Set(diagnostics.map(\.code)).sorted { $0.id < $1.id }
        let positions = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, $0) })
        return [
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [
                [
                    "tool": [
                        "driver": [
                            "name": "sluice", "version": .string(version),
                            "rules": .array(codes.map(Self.rule)),
                        ]
                    ],
                    "columnKind": "unicodeCodePoints",
                    "results": .array(diagnostics.map { Self.result($0, rule: positions[$0.code] ?? -1) }),
                ]
            ],
        ]
    }

    private static func rule(_ code: DiagnosticCode) -> JSONValue {
        [
            "id": .string(code.id),
            "shortDescription": ["text": .string(code.title)],
            "fullDescription": ["text": .string(code.explanation)],
            "help": ["text": .string(code.explanation), "markdown": .string(code.explanation)],
        ]
    }

    private static func result(_ diagnostic: Diagnostic, rule: Int) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("ruleId", .string(diagnostic.code.id)),
            .init("ruleIndex", .int(rule)),
            .init("level", .string(diagnostic.severity.rawValue)),
            .init("message", ["text": .string(diagnostic.message)]),
        ]
        guard let span = diagnostic.span else { return .object(members) }
        members.append(.init("locations", [["physicalLocation": location(span)]]))
        if !diagnostic.related.isEmpty {
            let places = diagnostic.related.map { related -> JSONValue in
                ["message": ["text": .string(related.message)], "physicalLocation": location(related.span)]
            }
            members.append(.init("relatedLocations", .array(places)))
        }
        if let suggestion = diagnostic.suggestion {
            members.append(.init("fixes", [fix(suggestion, at: span)]))
        }
        return .object(members)
    }

    private static func fix(_ suggestion: String, at span: SourceSpan) -> JSONValue {
        [
            "description": ["text": .string("replace by '\(suggestion)'")],
            "artifactChanges": [
                [
                    "artifactLocation": ["uri": .string(uri(span.file))],
                    "replacements": [
                        ["deletedRegion": region(span), "insertedContent": ["text": .string(suggestion)]]
                    ],
                ]
            ],
        ]
    }

    private static func location(_ span: SourceSpan) -> JSONValue {
        ["artifactLocation": ["uri": .string(uri(span.file))], "region": region(span)]
    }

    private static func region(_ span: SourceSpan) -> JSONValue {
        [
            "startLine": .int(span.line), "startColumn": .int(span.column),
            "endLine": .int(span.endLine), "endColumn": .int(span.endColumn),
        ]
    }

    /// A path as a URI reference (RFC 3986): absolute with its scheme, relative as it is.
    static func uri(_ path: String) -> String {
        let unreserved = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/".utf8
        let digits = Array("0123456789ABCDEF")
        var uri = path.hasPrefix("/") ? "file://" : ""
        for byte in path.utf8 {
            if unreserved.contains(byte) {
                uri.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                uri += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            }
        }
        return uri
    }
}
