/// Finds each `@Setting` of a struct through the `encode(to:)` that the compiler wrote for it.
struct SettingScan: Encoder {
    private final class Fields { var found: [(property: String, setting: any AnySetting)] = [] }
    private let fields = Fields()
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    static func fields(of settings: some PluginSettings) -> [(property: String, setting: any AnySetting)] {
        let scan = SettingScan()
        do { try settings.encode(to: scan) } catch { preconditionFailure("\(error)") }
        return scan.fields.found
    }

    func container<Key>(keyedBy _: Key.Type) -> KeyedEncodingContainer<Key> { .init(Keyed(scan: self)) }
    func unkeyedContainer() -> any UnkeyedEncodingContainer { Self.onlySettings() }
    func singleValueContainer() -> any SingleValueEncodingContainer { Self.onlySettings() }

    private static func onlySettings() -> Never {
        preconditionFailure("every stored property of a settings type must be an @Setting")
    }

    private struct Keyed<Key: CodingKey>: KeyedEncodingContainerProtocol {
        let scan: SettingScan
        var codingPath: [any CodingKey] { [] }

        func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
            guard let setting = value as? any AnySetting else {
                preconditionFailure("'\(key.stringValue)' must be an @Setting")
            }
            scan.fields.found.append((key.stringValue, setting))
        }
        func encodeNil(forKey key: Key) throws { SettingScan.onlySettings() }
        func nestedContainer<N>(keyedBy _: N.Type, forKey key: Key) -> KeyedEncodingContainer<N> {
            SettingScan.onlySettings()
        }
        func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
            SettingScan.onlySettings()
        }
        func superEncoder() -> any Encoder { scan }
        func superEncoder(forKey key: Key) -> any Encoder { scan }
    }
}
