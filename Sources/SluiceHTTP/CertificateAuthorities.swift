import Glibc

/// Where the system keeps the authorities it trusts.
enum CertificateAuthorities {
    /// The first bundle found where Debian, Fedora or Alpine put it; nil when there is none.
    ///
    /// It is named outright because libcurl's own default depends on how it was built and on the environment.
    static let systemFile: String? = [
        "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem",
    ].first { access($0, R_OK) == 0 }
}
