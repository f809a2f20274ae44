/// Finds each `@Setting` of a struct through the `encode(to:)` that the compiler wrote for it.
///
/// Each setting hands itself over, statically known to be one: to ask a value whether it is a setting would search
/// every conformance of the program.
final class SettingScan: Encoder {
    private var found: [(property: String, setting: any AnySetting)] = []
    /// The property that is to hand itself over next.
    private var property: String?
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    static func fields(of settings: some PluginSettings) -> [(property: String, setting: any AnySetting)] {
        let scan = SettingScan()
        do { try settings.encode(to: scan) } catch { preconditionFailure("\(error)") }
        return scan.found
    }

    /// Takes a setting for the property that is being encoded.
    func take(_ setting: some AnySetting) {
        guard let property else { onlySettings() }
        found.append((property, setting))
        self.property = nil
    }

    func container<Key>(keyedBy _: Key.Type) -> KeyedEncodingContainer<Key> {
        if property != nil { onlySettings() }
        return .init(Keyed(scan: self))
    }
    func unkeyedContainer() -> any UnkeyedEncodingContainer { onlySettings() }
    func singleValueContainer() -> any SingleValueEncodingContainer { onlySettings() }

    private func onlySettings() -> Never {
        guard let property else {
            preconditionFailure("every stored property of a settings type must be an @Setting")
        }
        preconditionFailure("'\(property)' must be an @Setting")
    }

    private struct Keyed<Key: CodingKey>: KeyedEncodingContainerProtocol {
        let scan: SettingScan
        var codingPath: [any CodingKey] { [] }

        func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
            scan.property = key.stringValue
            try value.encode(to: scan)
            if scan.property != nil { scan.onlySettings() }
        }
        func encodeNil(forKey key: Key) throws { scan.onlySettings() }
        func nestedContainer<N>(keyedBy _: N.Type, forKey key: Key) -> KeyedEncodingContainer<N> {
            scan.onlySettings()
        }
        func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { scan.onlySettings() }
        func superEncoder() -> any Encoder { scan }
        func superEncoder(forKey key: Key) -> any Encoder { scan }
    }
}
