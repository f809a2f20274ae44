import SluiceHTTP
import Testing

@Suite(.enabled(if: OpenSSLServer.isAvailable, "the openssl command is not there"), .timeLimit(.minutes(1)))
struct TLSTests {
    let client = HTTPClient()

    @Test func `a server whose authority is named is trusted, and no one else is`() async throws {
        let server = try OpenSSLServer(subjectAltName: "IP:127.0.0.1")
        let other = try OpenSSLServer(subjectAltName: "IP:127.0.0.1")
        let trusted = HTTPRequest(url: url(server), caFile: server.certificate)
        #expect(try await client.send(trusted).status == 200)
        for request in [
            HTTPRequest(url: url(server)),
            HTTPRequest(url: url(server), caFile: other.certificate),
            HTTPRequest(url: url(other), caFile: server.certificate),
        ] {
            let error = try #require(await client.failure(of: request))
            #expect(error.code == .tls)
            #expect(error.cause?.contains("certificate") == true)
            #expect(!error.isTransient)
            #expect(!error.mayHaveArrived)
        }
        // The client's own choice holds for requests that make none.
        let own = HTTPClient(caFile: server.certificate)
        #expect(try await own.send(HTTPRequest(url: url(server))).status == 200)
    }

    @Test func `a certificate for another name is not trusted`() async throws {
        let server = try OpenSSLServer(subjectAltName: "DNS:localhost")
        let byName = HTTPRequest(url: "https://localhost:\(server.port)/", caFile: server.certificate)
        #expect(try await client.send(byName).status == 200)
        let error = try #require(
            await client.failure(of: HTTPRequest(url: url(server), caFile: server.certificate)))
        #expect(error.code == .tls)
    }

    @Test func `a server that stops at TLS 1.1 is not talked to`() async throws {
        let server = try OpenSSLServer(
            subjectAltName: "IP:127.0.0.1", options: ["-tls1_1", "-cipher", "DEFAULT:@SECLEVEL=0"])
        let error = try #require(
            await client.failure(of: HTTPRequest(url: url(server), caFile: server.certificate)))
        #expect(error.code == .tls)
        #expect(error.cause?.contains("version") == true)
    }

    @Test func `a file of authorities that is missing is named`() async throws {
        let server = try OpenSSLServer(subjectAltName: "IP:127.0.0.1")
        let error = try #require(
            await client.failure(of: HTTPRequest(url: url(server), caFile: "/nowhere/authorities.pem")))
        #expect(error.code == .tls)
        #expect(error.cause?.contains("/nowhere/authorities.pem") == true)
        #expect(!error.isTransient)
    }

    private func url(_ server: OpenSSLServer) -> String { "https://127.0.0.1:\(server.port)/" }
}
