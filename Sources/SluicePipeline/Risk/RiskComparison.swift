import SluiceDocument
import SluiceKit

/// Whether a value of the environment lets more through than the value that the file, or the default, has.
struct RiskComparison {
    let setting: SettingDeclaration
    let root: Node
    let environment: [String: String]

    /// What is looser, in words for a message; nil when nothing is.
    ///
    /// Without a value and without a default there is no limit, so that every one is stricter. A value that cannot be
    /// compared, such as a reference to what is not known, is taken for looser: a person has to say that it may be.
    func looser(_ new: Node, than old: Node?) -> String? {
        let direction = RiskDirection(setting)
        switch direction {
        case .none: return nil
        case .whole: return old.map { $0.sameText(as: new) } == false ? "another list than the file's" : nil
        default: break
        }
        guard let old = old ?? setting.defaultText.map({ Node(.scalar($0, quoted: false), at: new.span) })
        else { return nil }
        let names = Set((new.entries ?? []).map(\.key) + (old.entries ?? []).map(\.key))
        for name in names.isEmpty ? ["default"] : names.sorted() {
            guard let one = value(new, name), let other = value(old, name) else { continue }
            // A value that is none is said when it is read, at its place.
            guard let isLooser = direction.isLooser(one, than: other) else {
                if other.hasPrefix("$") { return "\(one), where the file's \(other) is not known" }
                continue
            }
            if isLooser { return "\(one), looser than \(other)" }
        }
        return nil
    }

    /// The value for a name, with references to parameters and the environment replaced.
    func value(_ node: Node, _ name: String) -> String? {
        let own = node.entries == nil ? node : node[name] ?? node["default"]
        guard let text = own?.text else { return nil }
        if text.hasPrefix("$param."), let parameter = root["params"]?[String(text.dropFirst(7))] {
            return parameter["default"]?.text ?? parameter.text ?? text
        }
        if text.hasPrefix("$env.") { return environment[String(text.dropFirst(5))] ?? text }
        return text
    }
}

extension Node {
    /// Whether two values say the same, wherever they stand.
    fileprivate func sameText(as other: Node) -> Bool {
        if let entries, let others = other.entries {
            return entries.count == others.count
                && zip(entries, others).allSatisfy { $0.key == $1.key && $0.value.sameText(as: $1.value) }
        }
        if let elements, let others = other.elements {
            return elements.count == others.count && zip(elements, others).allSatisfy { $0.sameText(as: $1) }
        }
        return text != nil && text == other.text
    }
}
