/// One value that a cell sets above the pipeline file, as `--set` does.
package struct SweepSetting: Hashable, Sendable {
    /// The place in the file, such as `stages.trend.with.fast`.
    package let path: String
    /// The value as YAML.
    package let value: String

    /// Creates a setting.
    package init(_ path: String, _ value: String) { (self.path, self.value) = (path, value) }

    /// Reads `path=value`; nil without a path or an equals sign.
    package init?(parsing text: String) {
        guard let equals = text.firstIndex(of: "="), equals > text.startIndex else { return nil }
        self.init(String(text[..<equals]), String(text[text.index(after: equals)...]))
    }

    /// The setting as `--set` takes it.
    package var text: String { "\(path)=\(value)" }
}
