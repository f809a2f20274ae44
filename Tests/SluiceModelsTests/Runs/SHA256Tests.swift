import SluiceModels
import Testing

@Suite struct SHA256Tests {
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func `the digests of FIPS 180-4`(text: String, digest: String) throws {
        #expect(try SHA256(of: Array(text.utf8)).description == digest)
    }

    @Test func `a million times a`() throws {
        let digest = try SHA256(of: Array(repeating: UInt8(ascii: "a"), count: 1_000_000))
        #expect(digest.description == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test func `a text is read in either case, with and without its name`() throws {
        let digest = try SHA256(of: [])
        #expect(SHA256(hex: digest.description) == digest)
        #expect(SHA256(hex: digest.description.uppercased()) == digest)
        #expect(SHA256(hex: "sha256:\(digest)") == digest)
    }

    @Test(arguments: [
        "", "e3b0", "g3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "sha256:",
    ])
    func `what is no digest is refused`(text: String) { #expect(SHA256(hex: text) == nil) }
}
