import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceYAML

/// A file of product rules, which `orders:` names.
///
/// `default:` holds for every instrument, and `products:` has rules of their own by symbol, which stand alone. Products
/// that are none of the pipeline's are left out.
struct ProductFile {
    private static let keys = ["default", "products"]

    private let path: PipelinePath
    private let span: SourceSpan?
    private var common: ProductSettings?
    private var own: [String: ProductSettings] = [:]
    /// Whether something in the file is wrong, so that what it lacks is not worth a word.
    private var isBroken = false

    /// Reads a file, and says everything that is wrong with it.
    init(
        _ path: PipelinePath, at span: SourceSpan?, _ read: FileReader, _ files: inout SourceFiles,
        into issues: inout [Diagnostic]
    ) {
        (self.path, self.span) = (path, span)
        let count = issues.count
        do throws(FileError) {
            let source = SourceFile(path: path.resolved, bytes: try read(path.resolved))
            files.add(source)
            if let root = YAMLReader.read(source, into: &issues) { take(root, into: &issues) }
        } catch {
            issues.append(Diagnostic(.badProducts, "\(error)", at: span))
        }
        isBroken = issues.count > count
    }

    private mutating func take(_ root: Node, into issues: inout [Diagnostic]) {
        guard let entries = root.entries else {
            issues.append(
                Diagnostic(
                    .badProducts,
                    "product rules are a mapping with 'default' and 'products', was \(root.kindInWords)",
                    at: root.head))
            return
        }
        for entry in entries where !Self.keys.contains(entry.key) && !entry.key.hasPrefix("x-") {
            issues.append(unknownKey(entry, among: Self.keys))
        }
        common = root["default"].flatMap {
            SettingReader.read(ProductSettings.self, from: $0, into: &issues)
        }
        guard let products = root["products"] else { return }
        guard let entries = products.entries else {
            issues.append(
                Diagnostic(
                    .badProducts, "'products' must be a mapping by symbol, was \(products.kindInWords)",
                    at: products.head))
            return
        }
        for entry in entries {
            own[entry.key] = SettingReader.read(ProductSettings.self, from: entry.value, into: &issues)
        }
    }

    /// The currency that an instrument is quoted in; nil where the file does not say.
    func currency(of instrument: String) -> Currency? {
        (own[instrument] ?? common)?.currency.flatMap { Currency(parsing: $0) }
    }

    /// The rules of every instrument; one that the file does not know is an error.
    func book(of instruments: [String], into issues: inout [Diagnostic]) -> ProductBook {
        guard !isBroken else { return .none }
        let unknown = instruments.filter { own[$0] == nil && common == nil }
        if let first = unknown.first {
            let others = unknown.count > 1 ? " and \(unknown.count - 1) more" : ""
            issues.append(
                Diagnostic(
                    .badProducts, "\(path.written) has no rules of '\(first)'\(others), and no 'default'",
                    at: span, suggestion: nearestName(to: first, among: own.keys.sorted())))
        }
        return ProductBook(instruments.map { (own[$0] ?? common)?.rules ?? ProductRules() })
    }
}
